package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** Encodes the tiles of one frame, one after the other. */
final class TileEncoder {

    private final SampleReader reader;
    private final CodingStyle style;
    private final CodeBlockEncoder blocks = new CodeBlockEncoder();

    TileEncoder(SampleReader reader, CodingStyle style) {
        this.reader = reader;
        this.style = style;
    }

    /** A tile's packets in the order layer, resolution, component, position (B.12.1.1). */
    ByteArrayOutputStream encode(Tile tile) throws InterruptedIOException {
        List<List<List<BlockGrid>>> components = new ArrayList<>();
        for (int component = 0; component < style.components(); component++) {
            components.add(encode(tile, component));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacketWriter packets = new PacketWriter(out);
        for (int resolution = 0; resolution <= style.levels(); resolution++) {
            for (List<List<BlockGrid>> component : components) {
                packets.write(component.get(resolution));
            }
        }
        return out;
    }

    private List<List<BlockGrid>> encode(Tile tile, int component) throws InterruptedIOException {
        int[] plane = reader.plane(component, tile);
        Dwt53.transform(plane, tile.width(), tile.height(), style.levels());
        List<List<BlockGrid>> resolutions = new ArrayList<>();
        for (List<Subband> bands : Subband.byResolution(tile.width(), tile.height(), style.levels())) {
            List<BlockGrid> grids = new ArrayList<>();
            for (Subband band : bands) {
                int planes = style.planes(band.orientation());
                grids.add(BlockGrid.encode(plane, tile.width(), band, planes, blocks));
            }
            resolutions.add(grids);
        }
        return resolutions;
    }
}
