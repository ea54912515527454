package org.dicomcaravan.codec;

import java.util.Set;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;
import org.dicomcaravan.codec.jpegsyntax.MarkerReader;
import org.dicomcaravan.codec.jpegsyntax.Markers;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;

/**
 * Which JPEG (ISO/IEC 10918-1) a frame is: what its frame header, SOFn, says. Files whose transfer syntax says another one
 * are common, and all programs read them.
 */
public final class JpegProcess {

    private static final int NONE = -1;

    private static final Set<TransferSyntax> PROGRESSIVE =
            Set.of(TransferSyntax.JPEG_SPECTRAL_SELECTION, TransferSyntax.JPEG_PROGRESSIVE);
    private static final Set<TransferSyntax> LOSSLESS =
            Set.of(TransferSyntax.JPEG_LOSSLESS, TransferSyntax.JPEG_LOSSLESS_SV1);

    private JpegProcess() {}

    /** Whether the frames of a transfer syntax are JPEG, of whatever process. */
    public static boolean isOf(TransferSyntax syntax) {
        return isCosine(syntax) || LOSSLESS.contains(syntax);
    }

    /** Whether the frames of a transfer syntax are JPEG with cosine transform, whose three components are mostly YCbCr. */
    static boolean isCosine(TransferSyntax syntax) {
        return syntax.equals(TransferSyntax.JPEG_BASELINE)
                || syntax.equals(TransferSyntax.JPEG_EXTENDED)
                || PROGRESSIVE.contains(syntax);
    }

    /**
     * The transfer syntax that a frame is really in.
     *
     * @param said what the file says
     * @return {@code said} where the frame is no JPEG, or has no frame header of Huffman codes without hierarchy
     */
    public static TransferSyntax syntaxOf(byte[] codestream, TransferSyntax said) {
        if (!isOf(said)) {
            return said;
        }
        return switch (process(codestream)) {
            case FrameHeader.BASELINE -> TransferSyntax.JPEG_BASELINE;
            case FrameHeader.EXTENDED -> TransferSyntax.JPEG_EXTENDED;
            case FrameHeader.PROGRESSIVE -> PROGRESSIVE.contains(said) ? said : TransferSyntax.JPEG_PROGRESSIVE;
            case FrameHeader.LOSSLESS -> LOSSLESS.contains(said) ? said : TransferSyntax.JPEG_LOSSLESS;
            default -> said;
        };
    }

    /** That of the first frame header; none where there is no header before a scan. */
    private static int process(byte[] codestream) {
        try {
            MarkerReader markers = new MarkerReader(codestream, "its frame header");
            for (int marker = markers.next(); marker != Markers.EOI && marker != Markers.SOS; marker = markers.next()) {
                if (Markers.isFrameHeader(marker)) {
                    return marker - Markers.SOF0;
                }
                markers.segment(marker);
            }
        } catch (DicomException e) {
            return NONE; // the decoder will say what is wrong
        }
        return NONE;
    }
}
