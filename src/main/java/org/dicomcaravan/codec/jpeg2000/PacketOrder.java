package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;

/**
 * The order in which a tile's packets come (B.12). Orders by position need no walk over the reference grid: precincts are
 * sorted by the place at which such a walk would come to them.
 */
final class PacketOrder {

    /** Takes the packets one after another. */
    interface Visitor {
        /** The next packet is that of a precinct's next layer. */
        void packet(Precinct precinct) throws DicomException, InterruptedIOException;
    }

    private static final Comparator<Precinct> BY_POSITION =
            Comparator.comparingLong(Precinct::y).thenComparingLong(Precinct::x);

    private PacketOrder() {}

    /** Goes through those packets of a volume that were not there before. */
    static void visit(ProgressionVolume volume, int layers, List<Precinct> precincts, Visitor visitor)
            throws DicomException, InterruptedIOException {
        List<Precinct> within = new ArrayList<>();
        int end = Math.min(layers, volume.endLayer());
        for (Precinct precinct : precincts) {
            if (precinct.layersRead() < end
                    && precinct.resolution() >= volume.firstResolution()
                    && precinct.resolution() < volume.endResolution()
                    && precinct.component() >= volume.firstComponent()
                    && precinct.component() < volume.endComponent()) {
                within.add(precinct);
            }
        }
        Comparator<Precinct> byResolution = Comparator.comparingInt(Precinct::resolution);
        Comparator<Precinct> byComponent = Comparator.comparingInt(Precinct::component);
        Comparator<Precinct> order = switch (volume.order()) {
            case LAYER_RESOLUTION_COMPONENT_POSITION, RESOLUTION_LAYER_COMPONENT_POSITION ->
                byResolution.thenComparing(byComponent);
            case RESOLUTION_POSITION_COMPONENT_LAYER ->
                byResolution.thenComparing(BY_POSITION).thenComparing(byComponent);
            case POSITION_COMPONENT_RESOLUTION_LAYER ->
                BY_POSITION.thenComparing(byComponent).thenComparing(byResolution);
            case COMPONENT_POSITION_RESOLUTION_LAYER ->
                byComponent.thenComparing(BY_POSITION).thenComparing(byResolution);
        };
        within.sort(order);
        if (volume.order() == Progression.LAYER_RESOLUTION_COMPONENT_POSITION) {
            layerByLayer(within, end, visitor);
        } else if (volume.order() == Progression.RESOLUTION_LAYER_COMPONENT_POSITION) {
            for (int from = 0, to; from < within.size(); from = to) {
                to = sameResolution(within, from);
                layerByLayer(within.subList(from, to), end, visitor);
            }
        } else {
            precinctByPrecinct(within, end, visitor);
        }
    }

    private static int sameResolution(List<Precinct> precincts, int from) {
        int to = from;
        while (to < precincts.size()
                && precincts.get(to).resolution() == precincts.get(from).resolution()) {
            to++;
        }
        return to;
    }

    private static void layerByLayer(List<Precinct> precincts, int end, Visitor visitor)
            throws DicomException, InterruptedIOException {
        for (int layer = 0; layer < end; layer++) {
            for (Precinct precinct : precincts) {
                if (precinct.layersRead() == layer) {
                    visitor.packet(precinct);
                }
            }
        }
    }

    private static void precinctByPrecinct(List<Precinct> precincts, int end, Visitor visitor)
            throws DicomException, InterruptedIOException {
        for (Precinct precinct : precincts) {
            while (precinct.layersRead() < end) {
                visitor.packet(precinct);
            }
        }
    }
}
