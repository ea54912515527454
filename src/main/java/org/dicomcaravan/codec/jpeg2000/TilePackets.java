package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.dicom.DicomException;

/** Reads the packets of a tile: what its precincts have of which code-block. Nothing is decoded yet. */
final class TilePackets {

    /** Bytes that a precinct takes in memory, with what is known of its subbands. */
    private static final int PRECINCT = 1100;

    /** Bytes that a code-block takes in memory. */
    private static final int BLOCK = 200;

    /** Bytes for both in a tile of whatever size, in which they may be small as well. */
    static final int ROOM = 4 << 20;

    private TilePackets() {}

    /**
     * Reads all packets.
     *
     * @param bodies the tile's packets, of which a code-block's bytes are
     * @throws DicomException INVALID where one is damaged, or missing
     */
    static List<Precinct> read(Rectangle tile, List<TileComponent> components, TileParts parts, Stretch bodies)
            throws DicomException, InterruptedIOException {
        Parameters parameters = parts.parameters();
        Stretch headers = parts.headers(bodies);
        int layers = parameters.tileStyle().layers();
        check(components, parameters, headers.left());
        List<Precinct> precincts = new ArrayList<>();
        for (TileComponent component : components) {
            ImageSize.Component samples = parameters.size().components().get(component.number());
            for (Resolution resolution : component.resolutions()) {
                precincts.addAll(resolution.split(component, tile, samples));
            }
        }
        PacketReader reader = new PacketReader(headers, bodies);
        for (ProgressionVolume volume : parameters.volumes()) {
            Cancellation.check();
            PacketOrder.visit(volume, layers, precincts, precinct -> {
                Cancellation.check();
                reader.read(precinct, components.get(precinct.component()).style());
            });
        }
        for (Precinct precinct : precincts) {
            if (precinct.layersRead() < layers) {
                throw DicomException.invalid("the JPEG 2000 codestream leaves out packets of a tile: %d of %d layers"
                        .formatted(precinct.layersRead(), layers));
            }
        }
        parts.checkEnd(bodies);
        return precincts;
    }

    /** Each packet has a byte at least; and precincts and code-blocks take {@link #ROOM}, and a byte for each sample. */
    private static void check(List<TileComponent> components, Parameters parameters, int bytes) throws DicomException {
        int layers = parameters.tileStyle().layers();
        long precincts = 0;
        long blocks = 0;
        long most = ROOM;
        for (TileComponent component : components) {
            ImageSize.Component samples = parameters.size().components().get(component.number());
            most += component.area().area();
            for (Resolution resolution : component.resolutions()) {
                precincts += resolution.precincts(component.style());
                blocks += resolution.blocks(component, samples);
            }
        }
        if (precincts * layers > bytes) {
            throw DicomException.invalid("the JPEG 2000 codestream is cut off: a tile of %d packets has %d bytes"
                    .formatted(precincts * layers, bytes));
        }
        if (precincts * PRECINCT + blocks * BLOCK > most) {
            throw DicomException.unsupported(
                    "a JPEG 2000 tile of %d precincts and %d code-blocks, too many for its size"
                            .formatted(precincts, blocks));
        }
    }
}
