package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.dicom.DicomException;

/** Reads the packets of a tile: what its precincts have of which code-block. Nothing is decoded yet. */
final class TilePackets {

    /** Samples to a precinct that there have to be on the average: what one takes in memory is as much as many of them. */
    private static final int FEWEST_SAMPLES = 8;

    /** In small tiles they are mostly small as well. */
    private static final int FEW = 1024;

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
        checkCount(components, layers, headers.left());
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
        return precincts;
    }

    /** Each packet has a byte at least. */
    private static void checkCount(List<TileComponent> components, int layers, int bytes) throws DicomException {
        long precincts = 0;
        long most = 0;
        for (TileComponent component : components) {
            most += FEW + component.area().area() / FEWEST_SAMPLES;
            for (Resolution resolution : component.resolutions()) {
                precincts += resolution.precincts(component.style());
            }
        }
        if (precincts * layers > bytes) {
            throw DicomException.invalid("the JPEG 2000 codestream is cut off: a tile of %d packets has %d bytes"
                    .formatted(precincts * layers, bytes));
        }
        if (precincts > most) {
            throw DicomException.unsupported("a JPEG 2000 tile of %d precincts, %d at most".formatted(precincts, most));
        }
    }
}
