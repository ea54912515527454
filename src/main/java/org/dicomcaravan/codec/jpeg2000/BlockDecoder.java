package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.dicom.DicomException;

/** Decodes the coefficients of one code-block after the other, of Part 1 or of Part 15. Not thread-safe. */
final class BlockDecoder {

    /** Most bit-planes that a number of 32 bits holds, with its sign and half a step. */
    private static final int MOST_PLANES = 30;

    private static final int MOST_REFINEMENTS = 2;

    /** Bytes of a code-block: more than ten times what 4096 coefficients of 30 bits can take. */
    private static final int MOST_BYTES = 1 << 18;

    private final MqBlockDecoder classic = new MqBlockDecoder();
    private final HtBlockDecoder highThroughput = new HtBlockDecoder();
    private byte[] bytes = new byte[4096];

    /**
     * Decodes a code-block.
     *
     * @param packets where its bytes are
     * @param into receives twice each coefficient, row by row, with half a step of the last plane that was decoded
     * @throws DicomException INVALID where it can't be so
     */
    void decode(CodedBlock block, byte[] packets, Band band, ComponentStyle style, int[] into) throws DicomException {
        if (block.length() > MOST_BYTES) {
            throw DicomException.invalid("a JPEG 2000 code-block of %d bytes".formatted(block.length()));
        }
        if (bytes.length < block.length()) {
            bytes = new byte[Math.max(block.length(), 2 * bytes.length)];
        }
        block.copy(packets, bytes);
        int planes = band.planes() - block.zeroPlanes;
        if (style.has(ComponentStyle.HIGH_THROUGHPUT)) {
            decodeHighThroughput(block, planes, style, into);
            return;
        }
        check(planes);
        classic.decode(block, bytes, planes, band.orientation(), style, into);
    }

    /**
     * One HT set: what comes before its cleanup are passes that are not there, three to a bit-plane (B.10.7 of Part 15 and
     * its Annex B).
     */
    private void decodeHighThroughput(CodedBlock block, int planes, ComponentStyle style, int[] into)
            throws DicomException {
        int refinements = block.segments() > 1 ? block.passesOf(1) : 0;
        if (refinements > MOST_REFINEMENTS) {
            throw DicomException.unsupported("a JPEG 2000 code-block of more than one HT set");
        }
        int left = planes - block.passesOf(0) / 3;
        check(left);
        highThroughput.decode(
                bytes,
                0,
                block.lengthOf(0),
                refinements > 0 ? block.lengthOf(1) : 0,
                1 + refinements,
                left,
                block.area.width(),
                block.area.height(),
                style.has(ComponentStyle.VERTICALLY_CAUSAL),
                into);
    }

    private static void check(int planes) throws DicomException {
        if (planes > MOST_PLANES) {
            throw DicomException.unsupported(
                    "a JPEG 2000 code-block of %d bit-planes, %d at most".formatted(planes, MOST_PLANES));
        }
    }
}
