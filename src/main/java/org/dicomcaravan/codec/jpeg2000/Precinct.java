package org.dicomcaravan.codec.jpeg2000;

import java.util.List;

/** A rectangle of one resolution of a component: its packets, one a layer, have the code-blocks that lie in it (B.6). */
final class Precinct {

    private final int component;
    private final int resolution;
    private final long x;
    private final long y;
    private final List<BandBlocks> bands;
    private int layersRead;

    /**
     * A precinct.
     *
     * @param x where it is reached on the reference grid, in orders by position
     * @param y the same
     * @param bands its code-blocks by subband
     */
    Precinct(int component, int resolution, long x, long y, List<BandBlocks> bands) {
        this.component = component;
        this.resolution = resolution;
        this.x = x;
        this.y = y;
        this.bands = bands;
    }

    int component() {
        return component;
    }

    int resolution() {
        return resolution;
    }

    long x() {
        return x;
    }

    long y() {
        return y;
    }

    List<BandBlocks> bands() {
        return bands;
    }

    /** Its layers that were read, which is the number of the next one. */
    int layersRead() {
        return layersRead;
    }

    void layerIsRead() {
        layersRead++;
    }
}
