package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.dicomcaravan.codec.Cancellation;

/**
 * A frame's samples, pixel by pixel in little endian words, filled tile by tile. Components of fewer samples are
 * replicated.
 */
final class FrameWords {

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final ImageSize size;
    private final int bytesPerWord;
    private final byte[] words;
    private final int[] line;

    /** Words of 1, 2 or 4 bytes. */
    FrameWords(ImageSize size, int bytesPerWord) {
        this.size = size;
        this.bytesPerWord = bytesPerWord;
        this.words =
                new byte[Math.toIntExact(size.image().area() * size.components().size() * bytesPerWord)];
        this.line = new int[size.image().width() + 1];
    }

    /** The words; not copied. */
    byte[] words() {
        return words;
    }

    /** Takes over a tile's samples, whose colours are transformed back on the way. */
    void put(Rectangle tile, List<TileComponent> components, TilePlanes planes, boolean colourTransform)
            throws InterruptedIOException {
        TileComponent first = components.get(0);
        int transformed = 0;
        for (int y = tile.y0(); y < tile.y1(); y++) {
            Cancellation.check();
            if (colourTransform
                    && row(y, first) == transformed
                    && transformed < first.area().height()) {
                int width = first.area().width();
                planes.toRgb(first.style().reversible(), transformed * width, width);
                transformed++;
            }
            for (TileComponent component : components) {
                putRow(tile, y, component, planes);
            }
        }
    }

    private int row(int y, TileComponent component) {
        int dy = size.components().get(component.number()).dy();
        return Math.max(
                0,
                Math.min(
                        component.area().height() - 1, y / dy - component.area().y0()));
    }

    private void putRow(Rectangle tile, int y, TileComponent component, TilePlanes planes) {
        ImageSize.Component grid = size.components().get(component.number());
        Rectangle area = component.area();
        boolean reversible = component.style().reversible();
        planes.samples(component.number(), reversible, grid, row(y, component) * area.width(), area.width(), line);
        int count = size.components().size();
        long pixel = (long) (y - size.image().y0()) * size.image().width()
                + tile.x0()
                - size.image().x0();
        int to = (int) (pixel * count + component.number()) * bytesPerWord;
        int step = count * bytesPerWord;
        if (grid.dx() == 1) {
            write(tile.width(), to, step);
        } else {
            spread(tile, area, grid.dx());
            write(tile.width(), to, step);
        }
    }

    /** Repeats the numbers of a line for all columns that each stands for. */
    private void spread(Rectangle tile, Rectangle area, int dx) {
        for (int x = tile.x1() - 1; x >= tile.x0(); x--) {
            line[x - tile.x0()] = line[Math.max(0, Math.min(area.width() - 1, x / dx - area.x0()))];
        }
    }

    private void write(int count, int first, int step) {
        if (bytesPerWord == 1) {
            for (int i = 0, to = first; i < count; i++, to += step) {
                words[to] = (byte) line[i];
            }
        } else if (bytesPerWord == 2) {
            for (int i = 0, to = first; i < count; i++, to += step) {
                SHORTS.set(words, to, (short) line[i]);
            }
        } else {
            for (int i = 0, to = first; i < count; i++, to += step) {
                for (int b = 0; b < bytesPerWord; b++) {
                    words[to + b] = (byte) (line[i] >> Math.min(31, 8 * b));
                }
            }
        }
    }
}
