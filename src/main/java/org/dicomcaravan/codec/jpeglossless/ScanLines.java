package org.dicomcaravan.codec.jpeglossless;

/** Where the differences of a scan become samples: line by line of minimum coded units. */
interface ScanLines {

    /** Minimum coded units of a line. */
    int unitsAcross();

    /** Lines of minimum coded units. */
    int unitsDown();

    /**
     * Takes a line.
     *
     * @param differences those of its units in the order of the codestream; may be changed, and is kept until the next
     * @param y the line, from 0
     * @param first whether nothing is above it: the scan or a restart interval starts with it
     * @return where the next line's differences go
     */
    int[] line(int[] differences, int y, boolean first);
}
