package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.List;

/** Codes components by the 9/7 wavelet, quantization and code-blocks of High-Throughput JPEG 2000. Not thread-safe. */
final class HtIrreversibleEncoder implements ComponentEncoder {

    private static final int SIZE = BlockColumns.SIZE;

    private final WaveletPlanes planes;
    private final CodingStyle style;
    private final HtBlockEncoder blocks = new HtBlockEncoder();

    /** Quantizer indices of a code-block. */
    private final int[] indices = new int[SIZE * SIZE];

    HtIrreversibleEncoder(WaveletPlanes planes, CodingStyle style) {
        this.planes = planes;
        this.style = style;
    }

    @Override
    public List<List<BlockGrid>> encode(Tile tile, int component) throws InterruptedIOException {
        float[] plane = planes.plane(tile, component);
        return BlockGrid.encode(tile, style, band -> {
            BandQuantizer quantizer = BandQuantizer.of(style, band, planes.weight(component));
            return (from, columns, rows) -> {
                quantizer.quantize(plane, from, tile.width(), columns, rows, 0, indices);
                return blocks.encode(indices, 0, SIZE, columns, rows);
            };
        });
    }
}
