package org.dicomcaravan.codec.jpeglossless;

import java.io.InterruptedIOException;
import java.util.Set;
import org.dicomcaravan.codec.BuiltInDecoder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * Lossless JPEG (PS3.5 8.2.1, ISO/IEC 10918-1 Annex H with Huffman codes): all predictors, whichever of both syntaxes
 * names them, point transform, restart intervals, 2 to 16 bits, one to four components, interleaved or in scans of
 * their own. Samples of a subsampled component are repeated. Samples are the codestream's unsigned numbers, in words of
 * Bits Allocated, and no colours are transformed.
 */
public final class LosslessJpegDecoder implements BuiltInDecoder {

    @Override
    public String name() {
        return "jpeg-lossless";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.JPEG_LOSSLESS.uid(), TransferSyntax.JPEG_LOSSLESS_SV1.uid());
    }

    @Override
    public DecodedFrame decode(byte[] codestream, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        CodestreamReader reader = read(codestream, declared);
        return new DecodedFrame(
                declared.rows(),
                declared.columns(),
                declared.samplesPerPixel(),
                declared.bitsAllocated(),
                reader.frame().precision(),
                declared.signed(),
                colour(reader, declared),
                reader.words());
    }

    /**
     * Decodes by the standard; and where that fails or leaves bits over, as some encoders write: with sixteen bits
     * behind category 16, which the standard has none for (H.1.2.2). Only a codestream that then comes out even counts.
     */
    private static CodestreamReader read(byte[] codestream, FrameShape declared)
            throws DicomException, InterruptedIOException {
        CodestreamReader reader = new CodestreamReader(codestream, declared, false);
        DicomException failure = null;
        try {
            reader.read();
        } catch (DicomException e) {
            failure = e;
        }
        if (reader.hasCategory16() && (failure != null || reader.hasLeftover())) {
            CodestreamReader other = new CodestreamReader(codestream, declared, true);
            if (succeeds(other) && !other.hasLeftover()) {
                return other;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return reader;
    }

    private static boolean succeeds(CodestreamReader reader) throws InterruptedIOException {
        try {
            reader.read();
            return true;
        } catch (DicomException e) {
            return false;
        }
    }

    /** By the Adobe marker, else by the data set; either way chroma is whole. */
    private static String colour(CodestreamReader reader, FrameShape declared) {
        if (reader.frame().components() == 3 && reader.adobeTransform().isPresent()) {
            return reader.adobeTransform().getAsInt() == 0 ? "RGB" : "YBR_FULL";
        }
        return declared.wholePhotometricInterpretation();
    }
}
