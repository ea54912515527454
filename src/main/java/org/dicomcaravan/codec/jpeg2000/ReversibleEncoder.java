package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** Codes components without loss, by the 5/3 wavelet. Not thread-safe. */
final class ReversibleEncoder implements ComponentEncoder {

    private final ReversiblePlanes planes;
    private final CodingStyle style;
    private final CodeBlockEncoder blocks = new CodeBlockEncoder();

    ReversibleEncoder(SampleReader reader, CodingStyle style) {
        this.planes = new ReversiblePlanes(reader);
        this.style = style;
    }

    @Override
    public List<List<BlockGrid>> encode(Tile tile, int component) throws InterruptedIOException {
        int[] plane = planes.plane(component, tile);
        int stride = tile.width();
        Dwt53.transform(plane, tile.width(), tile.height(), style.levels());
        List<List<BlockGrid>> resolutions = new ArrayList<>();
        for (List<Subband> bands : Subband.byResolution(tile.width(), tile.height(), style.levels())) {
            List<BlockGrid> grids = new ArrayList<>();
            for (Subband band : bands) {
                grids.add(BlockGrid.encode(
                        stride,
                        band,
                        style.planes(band),
                        (from, columns, rows) ->
                                blocks.encode(plane, from, stride, columns, rows, band.orientation())));
            }
            resolutions.add(grids);
        }
        return resolutions;
    }
}
