package org.dicomcaravan.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.store.DicomStore;
import org.dicomcaravan.store.Listing;
import org.dicomcaravan.store.StoreAwayException;
import org.dicomcaravan.store.StoreEntry;
import org.dicomcaravan.store.StoredInstance;

/** A store in memory, whose entries a test names, and which can be away. */
final class ListedStore implements DicomStore {

    static final String NAME = "projects/p/locations/l/datasets/d/dicomStores/s";

    final Map<String, byte[]> files = new TreeMap<>();
    final Map<String, StoreEntry> others = new TreeMap<>();
    String source = "memory";
    boolean away;
    boolean knowsSizes = true;
    boolean failsToRead;
    /** Thrown by the listing behind its first entry. */
    Error failsWith;

    /** Adds an instance. */
    InstanceUids put(String path, String study, String series, String instance) throws IOException {
        files.put(
                path,
                DicomWriter.toBytes(
                        new DataSetBuilder()
                                .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7")
                                .text(Tag.SOP_INSTANCE_UID, VR.UI, instance)
                                .text(Tag.STUDY_INSTANCE_UID, VR.UI, study)
                                .text(Tag.SERIES_INSTANCE_UID, VR.UI, series),
                        TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        InstanceUids uids = new InstanceUids(study, series, instance);
        others.put(path, new StoreEntry.Instance(path, uids, size(path), version(path)));
        return uids;
    }

    private OptionalLong size(String path) {
        return knowsSizes ? OptionalLong.of(files.get(path).length) : OptionalLong.empty();
    }

    /** Adds so many instances of one series. */
    ListedStore fill(int instances) throws IOException {
        for (int i = 0; i < instances; i++) {
            put("%05d".formatted(i), "1.2", "1.2.3", "1.2.3." + i);
        }
        return this;
    }

    private void requireThere() throws StoreAwayException {
        if (away) {
            throw new StoreAwayException("its folder is not mounted");
        }
    }

    @Override
    public String source() throws StoreAwayException {
        requireThere();
        return source;
    }

    @Override
    public Optional<String> identity() {
        return Optional.empty();
    }

    @Override
    public boolean isEmpty() throws StoreAwayException {
        requireThere();
        return others.isEmpty();
    }

    @Override
    public Listing list(Optional<String> after) throws IOException {
        requireThere();
        List<StoreEntry> entries = new ArrayList<>(others.values());
        entries.removeIf(entry -> after.isPresent() && ("behind " + entry.path()).compareTo(after.get()) <= 0);
        return new Entries(entries.iterator(), () -> failsWith);
    }

    @Override
    public StoredInstance open(String path) throws IOException {
        requireThere();
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new NoSuchFileException(path);
        }
        return new Opened(new Bytes(this, bytes), version(path));
    }

    /** Another one for other bytes. */
    private String version(String path) {
        return Integer.toString(System.identityHashCode(files.get(path)));
    }

    private record Bytes(ListedStore store, byte[] bytes) implements ByteSource {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            if (store.failsToRead) {
                throw new StoreAwayException("its folder is not mounted");
            }
            return ByteSource.of(bytes).read(position, into);
        }

        @Override
        public void close() {}
    }

    private record Opened(ByteSource bytes, String version) implements StoredInstance {
        @Override
        public java.time.Instant modified() {
            return java.time.Instant.EPOCH;
        }

        @Override
        public boolean isUnchanged() {
            return true;
        }
    }

    private static final class Entries implements Listing {
        private final Iterator<StoreEntry> entries;
        private final Supplier<Error> failure;
        private boolean begun;
        private String last;

        Entries(Iterator<StoreEntry> entries, Supplier<Error> failure) {
            this.entries = entries;
            this.failure = failure;
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public StoreEntry next() {
            if (begun && failure.get() != null) {
                throw failure.get();
            }
            begun = true;
            StoreEntry entry = entries.next();
            last = "behind " + entry.path();
            return entry;
        }

        @Override
        public String cursor() {
            return last;
        }

        @Override
        public void close() {}
    }
}
