package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.List;

/** Codes components without loss, by the 5/3 wavelet. Not thread-safe. */
final class ReversibleEncoder implements ComponentEncoder {

    /** Codes one code-block after the other. */
    private interface Blocks {
        CodeBlock encode(int[] plane, int from, int stride, int columns, int rows, Orientation orientation);
    }

    private final ReversiblePlanes planes;
    private final CodingStyle style;
    private final Blocks blocks;

    ReversibleEncoder(SampleReader reader, CodingStyle style) {
        this.planes = new ReversiblePlanes(reader);
        this.style = style;
        this.blocks = style.coding().highThroughput() ? highThroughput() : new CodeBlockEncoder()::encode;
    }

    @Override
    public List<List<BlockGrid>> encode(Tile tile, int component) throws InterruptedIOException {
        int[] plane = planes.plane(component, tile);
        int stride = tile.width();
        Dwt53.transform(plane, tile.width(), tile.height(), style.levels());
        return BlockGrid.encode(
                tile,
                style,
                band -> (from, columns, rows) -> blocks.encode(plane, from, stride, columns, rows, band.orientation()));
    }

    /** Code-blocks for which all subbands are alike. */
    private static Blocks highThroughput() {
        HtBlockEncoder encoder = new HtBlockEncoder();
        return (plane, from, stride, columns, rows, orientation) -> encoder.encode(plane, from, stride, columns, rows);
    }
}
