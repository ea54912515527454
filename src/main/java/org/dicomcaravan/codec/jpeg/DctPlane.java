package org.dicomcaravan.codec.jpeg;

/**
 * A component's samples, or a strip of them: whole blocks, so that some lie beyond the component's edges.
 *
 * @param grid the component's geometry
 * @param stride samples from row to row
 * @param samples all rows
 */
record DctPlane(ComponentGrid grid, int stride, short[] samples) {

    /** An empty plane of so many rows of blocks. */
    static DctPlane of(ComponentGrid grid, int blocksDown) {
        int stride = ComponentGrid.SIDE * grid.paddedAcross();
        return new DctPlane(grid, stride, new short[Math.multiplyExact(stride, ComponentGrid.SIDE * blocksDown)]);
    }

    /** Where a block's first sample lies. */
    int at(int blockRow, int blockColumn) {
        return ComponentGrid.SIDE * (blockRow * stride + blockColumn);
    }
}
