package org.dicomcaravan.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.dicomcaravan.google.CloudStorage;

/** A new bucket in an emulator of Cloud Storage, and a way to it that can be disturbed. */
public final class EmulatedBucket implements Closeable {

    private static final int WRITERS = 8;

    public final String name = "caravan-" + UUID.randomUUID();
    /** Between {@link #cloud} and the emulator. */
    public final EmulatorProxy proxy;
    /** As a server reaches it, but less patient. */
    public final CloudStorage cloud;

    private final BucketReaders readers = new BucketReaders();
    private final CloudStorage undisturbed;

    private EmulatedBucket(String endpoint) throws IOException {
        proxy = new EmulatorProxy(endpoint);
        undisturbed = CloudStorage.connect(CloudStorage.Settings.of(Optional.of(endpoint)));
        cloud = CloudStorage.connect(new CloudStorage.Settings(
                Optional.of(proxy.endpoint()), Optional.empty(), Duration.ofSeconds(10), Duration.ofSeconds(2)));
        undisturbed.client().create(BucketInfo.of(name));
    }

    /** In the emulator that the environment names; else the test is left out. */
    public static EmulatedBucket required() throws IOException {
        String endpoint = System.getenv("CARAVAN_GCS_ENDPOINT");
        assumeTrue(endpoint != null, "CARAVAN_GCS_ENDPOINT is not set: no Cloud Storage emulator to test with");
        return new EmulatedBucket(endpoint);
    }

    /** What lies in it below a prefix. */
    BucketStore store(String prefix) {
        return new BucketStore(cloud, name, prefix, readers);
    }

    /** All entries of a store. */
    static List<StoreEntry> list(DicomStore store, Optional<String> after) throws IOException {
        List<StoreEntry> entries = new ArrayList<>();
        try (Listing listing = store.list(after)) {
            listing.forEachRemaining(entries::add);
        }
        return entries;
    }

    /** A tiny instance of the series 1.2.3, with so many characters more. */
    static byte[] instance(String instance, int padding) throws IOException {
        return DicomWriter.toBytes(
                new DataSetBuilder()
                        .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7")
                        .text(Tag.SOP_INSTANCE_UID, VR.UI, instance)
                        .text(Tag.STUDY_INSTANCE_UID, VR.UI, "1.2")
                        .text(Tag.SERIES_INSTANCE_UID, VR.UI, "1.2.3")
                        .text(0x00204000, VR.LT, "x".repeat(padding)),
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    /** Writes an object; its generation. */
    public long put(String object, byte[] bytes) {
        return put(BlobInfo.newBuilder(name, object), bytes);
    }

    /** The same with a Content-Encoding. */
    public long putEncoded(String object, String encoding, byte[] bytes) {
        return put(BlobInfo.newBuilder(name, object).setContentEncoding(encoding), bytes);
    }

    private long put(BlobInfo.Builder object, byte[] bytes) {
        return undisturbed
                .client()
                .create(object.build(), bytes, BlobTargetOption.disableGzipContent())
                .getGeneration();
    }

    /** Writes many, by their names. */
    public void putAll(Map<String, byte[]> objects) throws InterruptedException, ExecutionException {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<Long>> written = objects.entrySet().stream()
                    .map(object -> writers.submit(() -> put(object.getKey(), object.getValue())))
                    .toList();
            for (Future<Long> one : written) {
                one.get();
            }
        } finally {
            writers.shutdownNow();
        }
    }

    /** Writes all files below a folder, under a prefix. */
    public void putFolder(Path folder, String prefix) throws IOException, InterruptedException, ExecutionException {
        Map<String, byte[]> objects = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                objects.put(prefix + folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        putAll(objects);
    }

    /** Deletes an object. */
    public void delete(String object) {
        undisturbed.client().delete(BlobId.of(name, object));
    }

    /** Deletes the bucket with all that is in it. */
    public void delete() {
        for (Blob blob : undisturbed.client().list(name).iterateAll()) {
            blob.delete();
        }
        undisturbed.client().delete(name);
    }

    /** What lies under a prefix, by its name without that. */
    public Map<String, byte[]> content(String prefix) {
        Map<String, byte[]> objects = new TreeMap<>();
        for (Blob blob :
                undisturbed.client().list(name, BlobListOption.prefix(prefix)).iterateAll()) {
            objects.put(blob.getName().substring(prefix.length()), blob.getContent());
        }
        return objects;
    }

    @Override
    public void close() throws IOException {
        readers.close();
        cloud.close();
        undisturbed.close();
        proxy.close();
    }
}
