package org.dicomcaravan.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.DataSet;

/**
 * Where the attributes of one frame stand, the nearest first: its own functional group, the shared one, the top level
 * (PS3.3 C.7.6.16). The frame's own group is looked up as item {@code frame} of its sequence, without reading the
 * others.
 */
final class Places {

    /** A data set with attributes of the frame, and what the rule calls it. */
    record Place(DataSet data, String name) {}

    private final Optional<DataSet> own;
    private final Optional<DataSet> shared;
    private final DataSet top;

    private Places(Optional<DataSet> own, Optional<DataSet> shared, DataSet top) {
        this.own = own;
        this.shared = shared;
        this.top = top;
    }

    /** The places of a frame, counted from 0. */
    static Places of(DataSet top, int frame) throws IOException, DicomException {
        return new Places(
                Attributes.item(top, RenderTag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frame),
                Attributes.item(top, RenderTag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, 0),
                top);
    }

    /** The data sets that may hold the attributes of a functional group macro, given by its sequence. */
    List<Place> of(int macroSequence) throws IOException, DicomException {
        List<Place> found = new ArrayList<>(3);
        if (own.isPresent()) {
            Attributes.item(own.get(), macroSequence, 0).ifPresent(data -> found.add(new Place(data, "frame")));
        }
        if (shared.isPresent()) {
            Attributes.item(shared.get(), macroSequence, 0).ifPresent(data -> found.add(new Place(data, "shared")));
        }
        found.add(new Place(top, "top-level"));
        return found;
    }
}
