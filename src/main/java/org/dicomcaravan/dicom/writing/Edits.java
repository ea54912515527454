package org.dicomcaravan.dicom.writing;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.ByteWindow;
import org.dicomcaravan.dicom.reading.DataSet;
import org.dicomcaravan.io.ByteSource;

/** Changes to the top level of a data set while it is written once: values that take a place, come in, or go. */
final class Edits {

    /** An element's new VR and value in little endian; no value: the element goes. */
    record Edit(VR vr, Optional<ByteWindow> value) {

        static final Edit REMOVAL = new Edit(VR.UN, Optional.empty());

        static Edit of(VR vr, byte[] littleEndian) {
            return new Edit(vr, Optional.of(new ByteWindow(ByteSource.of(littleEndian))));
        }

        private void write(int tag, ElementWriter writer) throws IOException {
            if (value.isPresent()) {
                writer.element(tag, vr, value.get());
            }
        }
    }

    private final NavigableMap<Integer, Edit> replaced = new TreeMap<>(Integer::compareUnsigned);
    private final NavigableMap<Integer, Edit> inserted = new TreeMap<>(Integer::compareUnsigned);
    private final Set<Integer> written = new HashSet<>();

    Edits(SortedMap<Integer, Edit> all, DataSet dataSet) {
        all.forEach((tag, edit) -> (dataSet.contains(tag) ? replaced : inserted).put(tag, edit));
    }

    /** Writes the new elements whose place is before a tag. */
    void writeBefore(int tag, ElementWriter writer) throws IOException {
        while (!inserted.isEmpty() && Integer.compareUnsigned(inserted.firstKey(), tag) < 0) {
            writeFirst(writer);
        }
    }

    /** Writes the new elements that are left. */
    void writeRest(ElementWriter writer) throws IOException {
        while (!inserted.isEmpty()) {
            writeFirst(writer);
        }
    }

    private void writeFirst(ElementWriter writer) throws IOException {
        Map.Entry<Integer, Edit> first = inserted.pollFirstEntry();
        first.getValue().write(first.getKey(), writer);
    }

    /** Writes what takes the place of an element, once; false if nothing does. */
    boolean replace(int tag, ElementWriter writer) throws IOException {
        Edit edit = replaced.get(tag);
        if (edit == null) {
            return false;
        }
        if (written.add(tag)) {
            edit.write(tag, writer);
        }
        return true;
    }
}
