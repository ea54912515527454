package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.dicom.DicomException;

/**
 * Decodes the code-blocks of High-Throughput JPEG 2000 (ITU-T T.814, clause 7), one after the other. Not thread-safe;
 * reused for many blocks, without allocating anything for one.
 */
final class HtBlockDecoder {

    /** Bytes of MEL and VLC together, Scup, at most. */
    static final int LONGEST_SUFFIX = 4079;

    private static final int SIDE = 1024;
    private static final int AREA = 4096;
    private static final int PLANES = 30;

    private final HtQuads quads = new HtQuads();
    private final HtMagnitudes magnitudes = new HtMagnitudes();
    private final HtRefinement refinement = new HtRefinement();

    /**
     * Decodes a code-block's one HT set: a cleanup pass, and up to two that refine it in the plane below.
     *
     * <p>A coefficient comes out as 0 or, of either sign, as twice the magnitude that is known plus 2^p, where p is the
     * last bit-plane that is known of it: the middle of where it may be.
     *
     * @param data holds the block's bytes, first the cleanup segment, then without a gap that of the refinements
     * @param from where they begin
     * @param cleanupLength bytes of the cleanup segment
     * @param refinementLength bytes of the segment of significance propagation and magnitude refinement; 0 where there
     *     is none, and then {@code passes} beyond the first one are not decoded
     * @param passes coding passes: 1 for cleanup, 2 with significance propagation, 3 with magnitude refinement
     * @param planes bit-planes that are left for the block: those of its subband, M_b, less the missing ones that the
     *     packet's header told. The cleanup pass ends with the highest of them, and the refinements are in the next one;
     *     where just one is left, they are not decoded
     * @param into receives the coefficients, row by row, {@code width} apart
     * @throws DicomException INVALID for what the standard doesn't allow or what is cut off, UNSUPPORTED for more than
     *     30 planes
     */
    @SuppressWarnings("checkstyle:ParameterNumber") // what a packet's header tells of a block
    void decode(
            byte[] data,
            int from,
            int cleanupLength,
            int refinementLength,
            int passes,
            int planes,
            int width,
            int height,
            boolean verticallyCausal,
            int[] into)
            throws DicomException {
        check(passes, planes, width, height);
        int suffix = suffix(data, from, cleanupLength, refinementLength);
        int prefix = cleanupLength - suffix;
        quads.decode(data, from + prefix, suffix, (width + 1) / 2, (height + 1) / 2);
        magnitudes.decode(data, from, prefix, quads, planes, width, height, into);
        if (passes == 1 || planes == 1 || refinementLength == 0) {
            return;
        }
        int refinements = from + cleanupLength;
        int half = 1 << (planes - 2);
        refinement.begin(quads, width, height);
        refinement.propagate(data, refinements, refinementLength, verticallyCausal, 3 * half, into);
        if (passes == 3) {
            refinement.refine(data, refinements, refinementLength, half, into);
        }
    }

    private static void check(int passes, int planes, int width, int height) throws DicomException {
        if (width < 1 || width > SIDE || height < 1 || height > SIDE || width * height > AREA) {
            throw DicomException.invalid(
                    "a code-block of JPEG 2000 can't have %d x %d coefficients".formatted(width, height));
        }
        if (passes < 1 || passes > 3) {
            throw DicomException.invalid("an HT set of JPEG 2000 has 1 to 3 coding passes, not " + passes);
        }
        if (planes < 1) {
            throw DicomException.invalid("a code-block of JPEG 2000 misses more bit-planes than there are");
        }
        if (planes > PLANES) {
            throw DicomException.unsupported(planes + " bit-planes of JPEG 2000; up to " + PLANES + " are supported");
        }
    }

    /** How many bytes at the end of the cleanup segment are MEL and VLC, Scup (7.1.1). */
    private static int suffix(byte[] data, int from, int cleanupLength, int refinementLength) throws DicomException {
        if (cleanupLength < 2
                || refinementLength < 0
                || from < 0
                || (long) from + cleanupLength + refinementLength > data.length) {
            throw DicomException.invalid("a code-block of JPEG 2000 has %d and %d bytes at %d of %d"
                    .formatted(cleanupLength, refinementLength, from, data.length));
        }
        int end = from + cleanupLength;
        int suffix = (data[end - 1] & 0xFF) << 4 | data[end - 2] & 0xF;
        if (suffix < 2 || suffix > cleanupLength || suffix > LONGEST_SUFFIX) {
            throw DicomException.invalid("a code-block of %d bytes of JPEG 2000 can't end with %d bytes of MEL and VLC"
                    .formatted(cleanupLength, suffix));
        }
        return suffix;
    }
}
