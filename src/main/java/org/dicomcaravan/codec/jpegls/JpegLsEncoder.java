package org.dicomcaravan.codec.jpegls;

import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dicomcaravan.codec.BuiltInEncoder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.plugin.PluginSetting;
import org.dicomcaravan.plugin.WholeNumber;

/**
 * JPEG-LS, lossless and near-lossless (PS3.5 8.2.3, T.87): words of 8 or 16 bits, up to four to a pixel, colours as they
 * are, line by line. Lossless, all bits of a word come back, those outside Bits Stored too.
 *
 * <p>The setting {@code near} is how far a near-lossless sample may be from the original: a number from 0 to 255, 2
 * unless given, less where the samples have too few bits for it. With 0 the near-lossless syntax loses nothing.
 */
public final class JpegLsEncoder implements BuiltInEncoder {

    /** The term for JPEG-LS in Lossy Image Compression Method (PS3.3 C.7.6.1.1.5.1). */
    private static final String METHOD = "ISO_14495_1";

    private static final int DEFAULT_NEAR = 2;
    private static final int MOST_SIDE = 65_535;

    private volatile int near = DEFAULT_NEAR;

    @Override
    public String name() {
        return "jpeg-ls";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.JPEG_LS.uid(), TransferSyntax.JPEG_LS_NEAR_LOSSLESS.uid());
    }

    @Override
    public List<PluginSetting> settings() {
        return List.of(PluginSetting.wholeNumber(
                "near", DEFAULT_NEAR, 0, 255, "How far a sample may be off in JPEG-LS Near-Lossless (.81)"));
    }

    @Override
    public void configure(Map<String, String> settings) {
        near = WholeNumber.of(settings, "near", 0, 255).orElse(DEFAULT_NEAR);
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        int tolerance = syntax.equals(TransferSyntax.JPEG_LS_NEAR_LOSSLESS) ? near : 0;
        check(frame, declared, tolerance);
        byte[] codestream = new ScanEncoder(frame, new SampleLines(frame, declared, tolerance)).encode();
        // An instance says once for all of its frames that they may have lost something, even if this one has not.
        return new EncodedFrame(
                codestream, frame.photometricInterpretation(), tolerance == 0 ? Optional.empty() : Optional.of(METHOD));
    }

    private static void check(DecodedFrame frame, FrameShape declared, int tolerance) throws DicomException {
        boolean word = frame.bitsAllocated() == Byte.SIZE || frame.bitsAllocated() == Short.SIZE;
        if (declared.floating()) {
            throw DicomException.invalid("floating point numbers; JPEG-LS holds integers");
        }
        if (!word || frame.samplesPerPixel() > FrameHeader.MOST_COMPONENTS || frame.isSubsampled()) {
            throw frame.misfit(
                    "JPEG-LS, which holds up to " + FrameHeader.MOST_COMPONENTS + " of 8 or 16 bits, not subsampled");
        }
        if (frame.rows() > MOST_SIDE || frame.columns() > MOST_SIDE) {
            throw DicomException.invalid("%d x %d pixels; JPEG-LS in DICOM holds up to %d of each"
                    .formatted(frame.columns(), frame.rows(), MOST_SIDE));
        }
        if (tolerance > 0 && frame.photometricInterpretation().equals("PALETTE COLOR")) {
            throw DicomException.invalid("PALETTE COLOR; near-lossless JPEG-LS would show other colours");
        }
    }
}
