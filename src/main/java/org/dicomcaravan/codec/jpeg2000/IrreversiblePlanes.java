package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;

/** The components of a tile as real numbers: RGB as luminance and chrominance (ICT, Annex G.3), others as they are. */
final class IrreversiblePlanes {

    /** Equations G-9 to G-11. */
    private static final float[][] FORWARD = {
        {0.299f, 0.587f, 0.114f}, {-0.16875f, -0.33126f, 0.5f}, {0.5f, -0.41869f, -0.08131f},
    };

    /** By component, the squared error in red, green and blue together by its own: columns of Equations G-12 to G-14. */
    private static final double[] WEIGHTS = {
        3, 0.34413 * 0.34413 + 1.772 * 1.772, 1.402 * 1.402 + 0.71414 * 0.71414,
    };

    private final SampleReader reader;

    IrreversiblePlanes(SampleReader reader) {
        this.reader = reader;
    }

    /** The squared error of a pixel by that of one component. */
    double weight(int component) {
        return reader.isRgb() ? WEIGHTS[component] : 1;
    }

    /** One component, row by row. */
    float[] plane(int component, Tile tile) throws InterruptedIOException {
        int width = tile.width();
        float[] plane = new float[width * tile.height()];
        int[] line = new int[width];
        for (int y = 0; y < tile.height(); y++) {
            Cancellation.check();
            int from = y * width;
            for (int source = 0; source < FORWARD.length; source++) {
                float factor = reader.isRgb() ? FORWARD[component][source] : source == component ? 1 : 0;
                if (factor != 0) {
                    reader.read(source, tile.x(), tile.y() + y, line, 0, width);
                    for (int x = 0; x < width; x++) {
                        plane[from + x] += factor * line[x];
                    }
                }
            }
        }
        return plane;
    }
}
