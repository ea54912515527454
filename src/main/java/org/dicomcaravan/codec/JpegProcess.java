package org.dicomcaravan.codec;

import java.util.Set;
import org.dicomcaravan.dicom.TransferSyntax;

/**
 * Which JPEG (ISO/IEC 10918-1) a frame is: what its frame header, SOFn, says. Files whose transfer syntax says another one
 * are common, and all programs read them.
 */
public final class JpegProcess {

    private static final int SOF0 = 0xC0;
    private static final int SOF15 = 0xCF;
    private static final int RST0 = 0xD0;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int TEM = 0x01;

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
        return switch (frameHeader(codestream)) {
            case SOF0 -> TransferSyntax.JPEG_BASELINE;
            case SOF0 + 1 -> TransferSyntax.JPEG_EXTENDED;
            case SOF0 + 2 -> PROGRESSIVE.contains(said) ? said : TransferSyntax.JPEG_PROGRESSIVE;
            case SOF0 + 3 -> LOSSLESS.contains(said) ? said : TransferSyntax.JPEG_LOSSLESS;
            default -> said;
        };
    }

    /** The first frame header's marker, its second byte; 0 where there is none before a scan. */
    private static int frameHeader(byte[] bytes) {
        int at = 0;
        while (at + 1 < bytes.length) {
            int marker = bytes[at + 1] & 0xFF;
            if (bytes[at] != -1 || marker == 0 || marker == 0xFF) {
                at++;
            } else if (marker == TEM || marker >= RST0 && marker <= SOI) {
                at += 2;
            } else if (marker == EOI || marker == SOS || at + 3 >= bytes.length) {
                return 0;
            } else if (marker >= SOF0 && marker <= SOF15 && (marker == SOF0 || marker % 4 != 0)) {
                return marker; // C4, C8 and CC are none
            } else {
                at += 2 + ((bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF);
            }
        }
        return 0;
    }
}
