package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;

/** The components of a tile without loss: RGB as luminance and two differences (RCT, Annex G.2), others as they are. */
final class ReversiblePlanes {

    private final SampleReader reader;

    ReversiblePlanes(SampleReader reader) {
        this.reader = reader;
    }

    /** One component, row by row. */
    int[] plane(int component, Tile tile) throws InterruptedIOException {
        int width = tile.width();
        int[] plane = new int[width * tile.height()];
        int[] green = new int[width];
        int[] blue = new int[width];
        for (int y = 0; y < tile.height(); y++) {
            Cancellation.check();
            int from = y * width;
            int row = tile.y() + y;
            if (!reader.isRgb()) {
                reader.read(component, tile.x(), row, plane, from, width);
                continue;
            }
            reader.read(component == 1 ? 2 : 0, tile.x(), row, plane, from, width);
            reader.read(1, tile.x(), row, green, 0, width);
            if (component > 0) {
                for (int x = 0; x < width; x++) {
                    plane[from + x] -= green[x];
                }
                continue;
            }
            reader.read(2, tile.x(), row, blue, 0, width);
            for (int x = 0; x < width; x++) {
                plane[from + x] = (plane[from + x] + 2 * green[x] + blue[x]) >> 2;
            }
        }
        return plane;
    }
}
