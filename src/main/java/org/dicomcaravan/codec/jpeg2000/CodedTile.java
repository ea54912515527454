package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The code-blocks of a tile.
 *
 * @param components of each component, by resolution and subband
 */
record CodedTile(List<List<List<BlockGrid>>> components) {

    int resolutions() {
        return components.get(0).size();
    }

    /**
     * The packets of some resolutions, one for each component. As there is one layer and one precinct, the order is both layer,
     * resolution, component, position (B.12.1.1) and resolution, position, component, layer (B.12.1.3).
     *
     * @param from the first resolution
     * @param to the one after the last
     */
    ByteArrayOutputStream packets(int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacketWriter packets = new PacketWriter(out);
        for (int resolution = from; resolution < to; resolution++) {
            for (List<List<BlockGrid>> component : components) {
                packets.write(component.get(resolution));
            }
        }
        return out;
    }

    /** How many bytes the packets have. */
    long length() {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        PacketWriter packets = new PacketWriter(headers);
        long bodies = 0;
        for (List<List<BlockGrid>> component : components) {
            for (List<BlockGrid> resolution : component) {
                packets.writeHeader(resolution);
                for (BlockGrid band : resolution) {
                    bodies += band.length();
                }
            }
        }
        return headers.size() + bodies;
    }

    /** The same with other code-blocks in their places. */
    CodedTile with(UnaryOperator<CodeBlock> change) {
        return new CodedTile(components.stream()
                .map(component -> component.stream()
                        .map(resolution -> resolution.stream()
                                .map(band -> band.with(change))
                                .toList())
                        .toList())
                .toList());
    }
}
