package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.List;

/** Codes all tiles of a frame into a number of bytes. */
final class RateCoding {

    private final List<Tile> tiles;
    private final CodingStyle style;
    private final IrreversibleEncoder encoder;

    RateCoding(SampleReader reader, CodingStyle style) {
        this.tiles = Tile.of(style.columns(), style.rows());
        this.style = style;
        this.encoder = new IrreversibleEncoder(reader, style);
    }

    /** The tiles, whose packets together take no more than so many bytes. */
    List<CodedTile> tiles(long bytes) throws InterruptedIOException {
        RateForecast forecast = new RateForecast();
        for (Tile tile : tiles) {
            for (int component = 0; component < style.components(); component++) {
                encoder.foresee(tile, component, forecast);
            }
        }
        int lowest = forecast.lowest(bytes);
        RateControl coded = encode(bytes, lowest);
        List<CodedTile> fitted = coded.tiles();
        // A forecast may be wrong: then bits may be missing that would have taken away as much as others do that are
        // there.
        return lowest > 0 && coded.slope() < RateForecast.slope(lowest)
                ? encode(bytes, 0).tiles()
                : fitted;
    }

    private RateControl encode(long bytes, int lowest) throws InterruptedIOException {
        encoder.codeDownTo(lowest);
        TileEncoder frame = new TileEncoder(style.components(), encoder);
        RateControl rate = new RateControl(bytes);
        for (Tile tile : tiles) {
            rate.add(frame.encode(tile));
        }
        return rate;
    }
}
