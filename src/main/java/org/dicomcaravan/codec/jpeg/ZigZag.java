package org.dicomcaravan.codec.jpeg;

/** The order in which a block's coefficients are coded (ISO/IEC 10918-1 A.3.6, figure A.6). */
final class ZigZag {

    private ZigZag() {}

    /** For each place in the code the place in the block, row by row. */
    static int[] order() {
        int[] order = new int[ComponentGrid.BLOCK];
        int at = 0;
        for (int diagonal = 0; diagonal < 2 * ComponentGrid.SIDE - 1; diagonal++) {
            int first = Math.max(0, diagonal - ComponentGrid.SIDE + 1);
            int last = Math.min(diagonal, ComponentGrid.SIDE - 1);
            for (int i = first; i <= last; i++) {
                int row = diagonal % 2 == 0 ? first + last - i : i;
                order[at++] = ComponentGrid.SIDE * row + diagonal - row;
            }
        }
        return order;
    }
}
