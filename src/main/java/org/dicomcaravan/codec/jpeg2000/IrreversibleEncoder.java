package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** Codes components by the 9/7 wavelet and quantization, with code-blocks that can be cut. Not thread-safe. */
final class IrreversibleEncoder implements ComponentEncoder {

    private final IrreversiblePlanes planes;
    private final CodingStyle style;
    private final QuantizedBlockEncoder blocks = new QuantizedBlockEncoder();
    private int lowest;

    /** The plane that was transformed last: of most frames the only one, which a forecast and its coding both need. */
    private float[] plane = {};

    private Tile tile = new Tile(0, 0, 0, 0);
    private int component;

    IrreversibleEncoder(SampleReader reader, CodingStyle style) {
        this.planes = new IrreversiblePlanes(reader);
        this.style = style;
    }

    /** From now on codes no bit-planes that are worth less than this {@link RateForecast one}. */
    void codeDownTo(int lowestPlane) {
        lowest = lowestPlane;
    }

    /** Adds a component of a tile to a forecast. */
    void foresee(Tile which, int ofComponent, RateForecast forecast) throws InterruptedIOException {
        transform(which, ofComponent);
        for (List<Subband> bands : Subband.byResolution(which.width(), which.height(), style.levels())) {
            for (Subband band : bands) {
                forecast.add(plane, which.width(), band, quantizer(band, ofComponent));
            }
        }
    }

    @Override
    public List<List<BlockGrid>> encode(Tile which, int ofComponent) throws InterruptedIOException {
        transform(which, ofComponent);
        List<List<BlockGrid>> resolutions = new ArrayList<>();
        for (List<Subband> bands : Subband.byResolution(which.width(), which.height(), style.levels())) {
            List<BlockGrid> grids = new ArrayList<>();
            for (Subband band : bands) {
                grids.add(encode(which.width(), band, quantizer(band, ofComponent)));
            }
            resolutions.add(grids);
        }
        return resolutions;
    }

    private void transform(Tile which, int ofComponent) throws InterruptedIOException {
        if (!which.equals(tile) || ofComponent != component) {
            plane = new float[0]; // never two at a time
            plane = planes.plane(ofComponent, which);
            Dwt97.transform(plane, which.width(), which.height(), style.levels());
            tile = which;
            component = ofComponent;
        }
    }

    private BandQuantizer quantizer(Subband band, int ofComponent) {
        double step = style.step(band).size(style.range(band));
        double error = step * SynthesisNorms.of(band.orientation(), band.level());
        return new BandQuantizer(band.orientation(), step, planes.weight(ofComponent) * error * error);
    }

    private BlockGrid encode(int stride, Subband band, BandQuantizer quantizer) throws InterruptedIOException {
        int last = Math.max(0, lowest - quantizer.worth());
        return BlockGrid.encode(
                stride,
                band,
                style.planes(band),
                (from, columns, rows) -> blocks.encode(plane, from, stride, columns, rows, quantizer, last));
    }
}
