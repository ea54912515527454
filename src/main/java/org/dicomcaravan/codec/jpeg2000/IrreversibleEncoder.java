package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.List;

/** Codes components by the 9/7 wavelet and quantization, with code-blocks that can be cut. Not thread-safe. */
final class IrreversibleEncoder implements ComponentEncoder {

    private final WaveletPlanes planes;
    private final CodingStyle style;
    private final QuantizedBlockEncoder blocks = new QuantizedBlockEncoder();
    private int lowest;

    IrreversibleEncoder(SampleReader reader, CodingStyle style) {
        this.planes = new WaveletPlanes(reader, style.levels());
        this.style = style;
    }

    /** From now on codes no bit-planes that are worth less than this {@link RateForecast one}. */
    void codeDownTo(int lowestPlane) {
        lowest = lowestPlane;
    }

    /** Adds a component of a tile to a forecast. */
    void foresee(Tile tile, int component, RateForecast forecast) throws InterruptedIOException {
        float[] plane = planes.plane(tile, component);
        for (List<Subband> bands : Subband.byResolution(tile.width(), tile.height(), style.levels())) {
            for (Subband band : bands) {
                forecast.add(plane, tile.width(), band, BandQuantizer.of(style, band, planes.weight(component)));
            }
        }
    }

    @Override
    public List<List<BlockGrid>> encode(Tile tile, int component) throws InterruptedIOException {
        float[] plane = planes.plane(tile, component);
        return BlockGrid.encode(tile, style, band -> {
            BandQuantizer quantizer = BandQuantizer.of(style, band, planes.weight(component));
            int last = Math.max(0, lowest - quantizer.worth());
            return (from, columns, rows) -> blocks.encode(plane, from, tile.width(), columns, rows, quantizer, last);
        });
    }
}
