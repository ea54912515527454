package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;

/** The components of tiles by the 9/7 wavelet. Not thread-safe. */
final class WaveletPlanes {

    private final IrreversiblePlanes planes;
    private final int levels;

    /** The plane that was transformed last: of most frames the only one, which each of several passes needs. */
    private float[] plane = {};

    private Tile tile = new Tile(0, 0, 0, 0);
    private int component;

    WaveletPlanes(SampleReader reader, int levels) {
        this.planes = new IrreversiblePlanes(reader);
        this.levels = levels;
    }

    /** The squared error of a pixel by that of one component. */
    double weight(int ofComponent) {
        return planes.weight(ofComponent);
    }

    /** A component's coefficients, where {@link Subband} says; valid until the next one is asked for. */
    float[] plane(Tile which, int ofComponent) throws InterruptedIOException {
        if (!which.equals(tile) || ofComponent != component) {
            plane = new float[0]; // never two at a time
            plane = planes.plane(ofComponent, which);
            Dwt97.transform(plane, which.width(), which.height(), levels);
            tile = which;
            component = ofComponent;
        }
        return plane;
    }
}
