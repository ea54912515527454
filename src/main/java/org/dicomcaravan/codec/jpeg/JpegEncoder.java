package org.dicomcaravan.codec.jpeg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.dicomcaravan.codec.BuiltInEncoder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.YbrFull;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.plugin.PluginSetting;
import org.dicomcaravan.plugin.WholeNumber;

/**
 * JPEG Baseline and JPEG Extended (PS3.5 8.2.1): grey as one component, colour as YBR_FULL_422. Baseline holds 8 bits,
 * and is written by ImageIO. Extended is written here, as SOF1, since that is the process that its syntax names: words of
 * 16 bits with 12, and those of 8 bits with 8.
 *
 * <p>Samples have no sign, and all bits of the precision (PS3.5 Table 8.2.1-1): fewer that are stored become as many, the
 * lowest in the word's lowest bit, since a decoder may overshoot them. Bits that are not stored are left out, since a lossy
 * code would spread them over their neighbours.
 *
 * <p>The setting {@code quality} is a number from 1 to 100, 90 unless given; it sets the same quantization steps for 8
 * and 12 bits, so the same number is much finer for 12.
 */
public final class JpegEncoder implements BuiltInEncoder {

    /** The term for JPEG in Lossy Image Compression Method (PS3.3 C.7.6.1.1.5.1). */
    private static final String METHOD = "ISO_10918_1";

    private static final int TWELVE_BITS = 12;

    private volatile int quality = BaselineJpeg.DEFAULT_QUALITY;

    @Override
    public String name() {
        return "jpeg";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.JPEG_BASELINE.uid(), TransferSyntax.JPEG_EXTENDED.uid());
    }

    @Override
    public List<PluginSetting> settings() {
        return List.of(PluginSetting.wholeNumber(
                "quality",
                BaselineJpeg.DEFAULT_QUALITY,
                1,
                100,
                "Quality of DICOM in JPEG Baseline and Extended (.50, .51); see docs/jpeg-quality.md"));
    }

    @Override
    public void configure(Map<String, String> settings) {
        quality = WholeNumber.of(settings, "quality", 1, 100).orElse(BaselineJpeg.DEFAULT_QUALITY);
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        boolean extended = syntax.equals(TransferSyntax.JPEG_EXTENDED);
        int bits = extended && frame.bitsAllocated() == Short.SIZE ? TWELVE_BITS : Byte.SIZE;
        StoredSamples samples = new StoredSamples(frame, declared);
        check(samples, bits);
        StoredSamples pixels = samples.with(pixels(frame));
        boolean grey = frame.samplesPerPixel() == 1;
        return new EncodedFrame(
                extended ? ExtendedJpeg.encode(pixels, bits, quality) : baseline(pixels),
                grey ? frame.photometricInterpretation() : "YBR_FULL_422",
                Optional.of(METHOD),
                samples.areWhole(bits) ? OptionalInt.empty() : OptionalInt.of(bits));
    }

    /**
     * JPEG knows no sign, and few bits. What is declared with more is held as long as no sample needs them. Colour has to
     * have all of them: what its chroma is around, and what white is, hangs on how many are declared.
     */
    private static void check(StoredSamples samples, int bits) throws DicomException {
        DecodedFrame frame = samples.frame();
        FrameShape declared = samples.declared();
        if (frame.signed() || declared.signed()) {
            throw DicomException.invalid("signed samples; JPEG with a cosine transform holds unsigned ones alone");
        }
        int words = bits > Byte.SIZE ? Short.SIZE : Byte.SIZE;
        if (frame.bitsAllocated() != words || declared.bitsStored() > bits && samples.exceed(bits)) {
            throw DicomException.invalid("samples of %d bits in %d; this JPEG holds 0 to %d in %d"
                    .formatted(declared.bitsStored(), frame.bitsAllocated(), (1 << bits) - 1, words));
        }
        if (frame.samplesPerPixel() > 1 && !samples.areWhole(bits)) {
            throw DicomException.invalid("%s with %d bits stored, the highest one bit %d; this JPEG holds it with %d"
                    .formatted(frame.photometricInterpretation(), declared.bitsStored(), declared.highBit(), bits));
        }
    }

    private byte[] baseline(StoredSamples samples) throws DicomException, InterruptedIOException {
        DecodedFrame frame = samples.frame();
        ByteArrayOutputStream out = new ByteArrayOutputStream(frame.samples().length / 4 + 1024);
        try {
            BaselineJpeg.halvedAcross(quality)
                    .write(samples.bytes(), frame.columns(), frame.rows(), frame.samplesPerPixel(), out);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("a stream in memory can't fail", e);
        }
        return out.toByteArray();
    }

    /** Grey or RGB. */
    private static DecodedFrame pixels(DecodedFrame frame) throws DicomException, InterruptedIOException {
        String photometric = frame.photometricInterpretation();
        return switch (frame.samplesPerPixel() + " " + photometric) {
            case "1 MONOCHROME1", "1 MONOCHROME2", "3 RGB", "3 YBR_RCT", "3 YBR_ICT" -> frame;
            case "3 YBR_FULL" -> YbrFull.toRgb(frame);
            default ->
                throw DicomException.invalid("%s of %d samples; JPEG holds grey, RGB and YBR_FULL"
                        .formatted(photometric, frame.samplesPerPixel()));
        };
    }
}
