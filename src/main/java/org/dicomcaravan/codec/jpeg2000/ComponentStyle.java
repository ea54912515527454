package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.dicom.DicomException;

/**
 * How a component is coded, as COD or COC say (SPcod, Table A.15).
 *
 * @param levels of the wavelet, 0 to 32
 * @param blockWidth columns of a code-block at most, as a power of two
 * @param blockHeight rows of a code-block at most, as a power of two
 * @param blockStyle bits of Table A.19
 * @param reversible whether the wavelet is 5/3, else 9/7
 * @param precincts by resolution: the power of two of its precincts' width, and that of their height shifted by four
 */
record ComponentStyle(
        int levels, int blockWidth, int blockHeight, int blockStyle, boolean reversible, int[] precincts) {

    static final int BYPASS = 1;
    static final int RESET = 1 << 1;
    static final int TERMINATE = 1 << 2;
    static final int VERTICALLY_CAUSAL = 1 << 3;
    static final int SEGMENTATION_SYMBOLS = 1 << 5;

    /** High-throughput code-blocks (Part 15, A.4). */
    static final int HIGH_THROUGHPUT = 1 << 6;

    private static final int MIXED = 1 << 7;
    private static final int MOST_LEVELS = 32;
    private static final int MOST_BLOCK = 10;
    private static final int MOST_BLOCK_AREA = 12;
    private static final int LARGEST_PRECINCT = 0xFF;

    static ComponentStyle read(Segment segment, boolean withPrecincts) throws DicomException {
        int levels = segment.number(1);
        int blockWidth = segment.number(1) + 2;
        int blockHeight = segment.number(1) + 2;
        int style = segment.number(1);
        int transform = segment.number(1);
        if (levels > MOST_LEVELS
                || blockWidth > MOST_BLOCK
                || blockHeight > MOST_BLOCK
                || blockWidth + blockHeight > MOST_BLOCK_AREA) {
            throw DicomException.invalid("a JPEG 2000 codestream of %d levels with code-blocks of 2^%d x 2^%d"
                    .formatted(levels, blockWidth, blockHeight));
        }
        if (transform > 1) {
            throw DicomException.unsupported("a JPEG 2000 codestream with wavelet " + transform + ", not 9/7 or 5/3");
        }
        if ((style & MIXED) != 0) {
            throw DicomException.unsupported("a JPEG 2000 codestream that mixes high-throughput and other code-blocks");
        }
        int[] precincts = new int[levels + 1];
        for (int i = 0; i <= levels; i++) {
            precincts[i] = withPrecincts ? segment.number(1) : LARGEST_PRECINCT;
            if (i > 0 && ((precincts[i] & 0xF) == 0 || precincts[i] >> 4 == 0)) {
                throw DicomException.invalid("a JPEG 2000 codestream with precincts of one column or row");
            }
        }
        return new ComponentStyle(levels, blockWidth, blockHeight, style, transform == 1, precincts);
    }

    boolean has(int flag) {
        return (blockStyle & flag) != 0;
    }

    /** The power of two of the width of a resolution's precincts. */
    int precinctWidth(int resolution) {
        return precincts[resolution] & 0xF;
    }

    /** The power of two of their height. */
    int precinctHeight(int resolution) {
        return precincts[resolution] >> 4;
    }
}
