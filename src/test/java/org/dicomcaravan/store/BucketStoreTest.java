package org.dicomcaravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dicomcaravan.store.EmulatedBucket.instance;
import static org.dicomcaravan.store.EmulatedBucket.list;

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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        return bucket.store(prefix);
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
            BucketObjects objects = new BucketObjects(store.bucket(), Optional.of(cursors.get(i)), 3);
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
}
