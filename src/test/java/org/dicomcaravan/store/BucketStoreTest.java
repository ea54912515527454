package org.dicomcaravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listing and reading a bucket, in an emulator of Cloud Storage. */
@Tag("environment")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BucketStoreTest {

    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    private static final List<String> STRANGE = List.of(
            "a b/c d.dcm",
            "a%20b/%2F+.dcm",
            "a+b",
            "a-b",
            "m/\u00fc\u00e9.dcm",
            "m/u\u0308.dcm",
            "m/\uE000",
            "m/\uD83D\uDE00",
            "q?x=1&y#z;'\"*[]",
            "z/z/z/z");

    private EmulatedBucket bucket;

    @BeforeEach
    void create() throws IOException {
        bucket = EmulatedBucket.required();
    }

    @AfterEach
    void close() throws IOException {
        if (bucket != null) {
            bucket.delete();
            bucket.close();
        }
    }

    private BucketStore store(String prefix) {
        return new BucketStore(bucket.cloud, bucket.name, prefix);
    }

    private static List<StoreEntry> list(DicomStore store, Optional<String> after) throws IOException {
        List<StoreEntry> entries = new ArrayList<>();
        try (Listing listing = store.list(after)) {
            listing.forEachRemaining(entries::add);
        }
        return entries;
    }

    private static byte[] instance(String instance, int padding) throws IOException {
        return DicomWriter.toBytes(
                new DataSetBuilder()
                        .text(org.dicomcaravan.dicom.Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7")
                        .text(org.dicomcaravan.dicom.Tag.SOP_INSTANCE_UID, VR.UI, instance)
                        .text(org.dicomcaravan.dicom.Tag.STUDY_INSTANCE_UID, VR.UI, "1.2")
                        .text(org.dicomcaravan.dicom.Tag.SERIES_INSTANCE_UID, VR.UI, "1.2.3")
                        .text(0x00204000, VR.LT, "x".repeat(padding)),
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private static List<Path> corpus() throws IOException {
        try (var files = Files.walk(CORPUS)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** What each file is, by its path, but for what it was, which differs from place to place. */
    private static Map<String, StoreEntry> withoutVersions(List<StoreEntry> entries) {
        return entries.stream()
                .map(entry -> entry instanceof StoreEntry.Instance instance
                        ? new StoreEntry.Instance(instance.path(), instance.uids(), instance.size(), "")
                        : entry)
                .collect(Collectors.toMap(StoreEntry::path, entry -> entry));
    }

    @Test
    void findsWhatAFolderOfTheSameFilesHas() throws Exception {
        bucket.putFolder(CORPUS, "some/where/");
        bucket.put("some/where/.hidden/x", instance("1.2.3.4", 0));
        bucket.put("some/where/dcmqi/.x", instance("1.2.3.4", 0));
        bucket.put("some/wherever", instance("1.2.3.4", 0));
        BucketStore store = store("some/where/");
        assertThat(withoutVersions(list(store, Optional.empty())))
                .isEqualTo(withoutVersions(list(new DirectoryStore(CORPUS), Optional.empty())));
        assertThat(store.isEmpty()).isFalse();
        assertThat(store.source()).isEqualTo("gs://" + bucket.name + "/some/where/");
        assertThat(store("some/where/.hidden/").isEmpty()).isFalse();
        assertThat(store("none/").isEmpty()).isTrue();
        assertThat(list(store("none/"), Optional.empty())).isEmpty();
    }

    /** That headers cost kilobytes, and reading all of it no more than what there is. */
    @Test
    void readsTheBytesThatWereWritten() throws Exception {
        bucket.putFolder(CORPUS, "");
        BucketStore store = store("");
        bucket.proxy.reset();
        List<StoreEntry> entries = list(store, Optional.empty());
        List<Path> files = corpus();
        assertThat(entries).hasSameSizeAs(files);
        assertThat(bucket.proxy.requests.get()).isBetween(files.size(), files.size() * 21 / 20 + 2);
        long listed = bucket.proxy.bytes.get();
        assertThat(listed / files.size()).isLessThan(20_000);
        for (Path file : files) {
            byte[] expected = Files.readAllBytes(file);
            String path = CORPUS.relativize(file).toString();
            bucket.proxy.reset();
            try (StoredInstance stored = store.open(path)) {
                try (InputStream in = stored.bytes().stream()) {
                    assertThat(in.readAllBytes()).as(path).isEqualTo(expected);
                }
                assertThat(bucket.proxy.bytes.get()).isBetween((long) expected.length, expected.length + 3000L);
                assertThat(stored.isUnchanged()).isTrue();
            }
        }
    }

    @Test
    void readsAnywhereFromManyThreads() throws Exception {
        byte[] expected = new byte[5_000_001];
        new Random(1).nextBytes(expected);
        bucket.put("large", expected);
        try (StoredInstance stored = store("").open("large")) {
            ByteSource bytes = stored.bytes();
            assertThat(bytes.size()).isEqualTo(expected.length);
            assertThat(bytes.read(expected.length, ByteBuffer.allocate(1))).isNegative();
            IntStream.range(0, 200).parallel().forEach(i -> {
                Random random = new Random(i);
                byte[] part = new byte[1 + random.nextInt(i % 10 == 0 ? 900_000 : 3000)];
                int at = random.nextInt(expected.length - part.length);
                try {
                    bytes.readFully(at, ByteBuffer.wrap(part));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                assertThat(part).isEqualTo(Arrays.copyOfRange(expected, at, at + part.length));
            });
        }
    }

    /** A large object is read with few requests, and a jump costs a small one. */
    @Test
    void readsOnInLargeBlocksAndJumpsInSmallOnes() throws Exception {
        byte[] expected = new byte[8 << 20];
        bucket.put("large", expected);
        try (StoredInstance stored = store("").open("large")) {
            bucket.proxy.reset();
            try (InputStream in = stored.bytes().stream()) {
                assertThat(in.transferTo(java.io.OutputStream.nullOutputStream()))
                        .isEqualTo(expected.length);
            }
            assertThat(bucket.proxy.requests.get()).isLessThan(25);
            assertThat(bucket.proxy.bytes.get()).isEqualTo(expected.length);
        }
        try (StoredInstance stored = store("").open("large")) {
            bucket.proxy.reset();
            for (int i = 7; i > 0; i--) {
                stored.bytes().readFully((long) i << 20, ByteBuffer.allocate(100));
            }
            assertThat(bucket.proxy.requests.get()).isEqualTo(7);
            assertThat(bucket.proxy.bytes.get()).isEqualTo(7 * 64 * 1024);
        }
    }

    @Test
    void goesOnBehindEveryPlaceWhateverNamesAre() throws Exception {
        List<String> names = new ArrayList<>(STRANGE);
        names.sort(Comparator.comparing(
                name -> name.getBytes(StandardCharsets.UTF_8), (a, b) -> Arrays.compareUnsigned(a, b)));
        for (int i = 0; i < names.size(); i++) {
            bucket.put("p p/" + names.get(i), instance("1.2.3." + i, 0));
        }
        BucketStore store = store("p p/");
        List<String> cursors = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        try (Listing listing = store.list(Optional.empty())) {
            assertThatThrownBy(listing::cursor).isInstanceOf(IllegalStateException.class);
            while (listing.hasNext()) {
                StoreEntry entry = listing.next();
                assertThat(entry).isInstanceOf(StoreEntry.Instance.class);
                paths.add(entry.path());
                cursors.add(listing.cursor());
            }
        }
        assertThat(paths).isEqualTo(names);
        for (int i = 0; i < names.size(); i++) {
            assertThat(list(store, Optional.of(cursors.get(i))))
                    .extracting(StoreEntry::path)
                    .isEqualTo(names.subList(i + 1, names.size()));
            BucketObjects objects = new BucketObjects(store, Optional.of(cursors.get(i)), 3);
            List<String> rest = new ArrayList<>();
            while (objects.hasNext()) {
                rest.add(store.path(objects.next()));
            }
            assertThat(rest).isEqualTo(names.subList(i + 1, names.size()));
            try (StoredInstance stored = store.open(names.get(i))) {
                assertThat(stored.bytes().stream().readAllBytes()).isEqualTo(instance("1.2.3." + i, 0));
            }
        }
        bucket.delete("p p/" + names.get(4));
        assertThat(list(store, Optional.of(cursors.get(4))))
                .extracting(StoreEntry::path)
                .isEqualTo(names.subList(5, names.size()));
        assertThatThrownBy(() -> store.open("a/../b")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void listsMoreThanAPage() throws Exception {
        Map<String, byte[]> objects = new TreeMap<>();
        for (int i = 0; i < 1100; i++) {
            objects.put("%04d".formatted(i * 7 % 1100), new byte[0]);
        }
        bucket.putAll(objects);
        bucket.proxy.reset();
        assertThat(list(store(""), Optional.empty()))
                .extracting(StoreEntry::path)
                .containsExactlyElementsOf(objects.keySet());
        assertThat(bucket.proxy.requests.get()).isEqualTo(2); // an empty object is not read
        assertThat(list(store(""), Optional.of("0998"))).hasSize(101);
    }

    @Test
    void tellsGenerationsApart() throws Exception {
        long first = bucket.put("x", instance("1.2.3.1", 0));
        bucket.put("other", instance("1.2.3.9", 0));
        BucketStore store = store("");
        StoreEntry.Instance listed =
                (StoreEntry.Instance) list(store, Optional.of("other")).get(0);
        assertThat(listed.version()).isEqualTo(Long.toString(first));
        try (StoredInstance stored = store.open("x")) {
            assertThat(stored.version()).isEqualTo(listed.version());
            bucket.put("x", instance("1.2.3.2", 300_000));
            assertThat(stored.isUnchanged()).isFalse();
            assertThatThrownBy(() -> stored.bytes().readFully(0, ByteBuffer.allocate(100)))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining("overwritten or removed");
        }
        try (StoredInstance stored = store.open("x")) {
            assertThat(stored.version()).isNotEqualTo(listed.version());
            stored.bytes().readFully(0, ByteBuffer.allocate(100));
            bucket.delete("x");
            assertThat(stored.isUnchanged()).isFalse();
            stored.bytes().readFully(100, ByteBuffer.allocate(100)); // which was read with the first ones
            assertThatThrownBy(() -> stored.bytes().readFully(200_000, ByteBuffer.allocate(100)))
                    .isExactlyInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> store.open("x")).isInstanceOf(NoSuchFileException.class);
    }

    /** Between the page that lists it and the look into it. */
    @Test
    void looksIntoTheGenerationThatIsThere() throws Exception {
        bucket.put("a", instance("1.2.3.1", 0));
        bucket.put("b", instance("1.2.3.2", 0));
        bucket.put("c", instance("1.2.3.3", 0));
        byte[] another = instance("1.2.3.22", 100);
        AtomicInteger looks = new AtomicInteger();
        bucket.proxy.fault(uri -> {
            if (uri.contains("/o/b?alt=media") && looks.getAndIncrement() == 0) {
                bucket.put("b", another);
            }
            return Optional.empty();
        });
        List<StoreEntry> entries = list(store(""), Optional.empty());
        assertThat(entries).hasSize(3);
        assertThat(looks).hasValue(2);
        try (StoredInstance now = store("").open("b")) {
            assertThat(entries.get(1)).isInstanceOfSatisfying(StoreEntry.Instance.class, instance -> {
                assertThat(instance.uids().instance()).isEqualTo("1.2.3.22");
                assertThat(instance.size()).hasValue(another.length);
                assertThat(instance.version()).isEqualTo(now.version());
            });
        }
    }

    @Test
    void namesWhatIsGoneBeforeItIsLookedInto() throws Exception {
        bucket.put("a", instance("1.2.3.1", 0));
        bucket.put("b", instance("1.2.3.2", 0));
        bucket.proxy.fault(uri -> {
            if (uri.contains("/o/b?alt=media")) {
                bucket.delete("b");
            }
            return Optional.empty();
        });
        assertThat(list(store(""), Optional.empty()).get(1))
                .isEqualTo(new StoreEntry.Unreadable("b", "can't be read: it is not there"));
    }

    @Test
    void refusesWhatIsPacked() throws Exception {
        bucket.putEncoded("x", "gzip", instance("1.2.3.1", 0));
        bucket.put("y", instance("1.2.3.2", 0));
        assertThat(list(store(""), Optional.empty()).get(0))
                .isInstanceOfSatisfying(
                        StoreEntry.Unreadable.class,
                        packed -> assertThat(packed.reason()).contains("Content-Encoding gzip"));
        assertThatThrownBy(() -> store("").open("x")).hasMessageContaining("Content-Encoding gzip");
    }
}
