package org.dicomcaravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.dicomcaravan.google.Checkpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bucket that fails is: away, and never without an instance that it has. */
@Tag("environment")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BucketFaultTest {

    private static final Path FILES = Path.of("src/test/resources/corpus/dcmqi");
    private static final int HANGS = 0;

    private EmulatedBucket bucket;
    private BucketStore store;
    private byte[] large;

    @BeforeEach
    void create() throws Exception {
        bucket = EmulatedBucket.required();
        bucket.putFolder(FILES, "files/");
        large = new byte[3_000_000];
        large[2_000_000] = 1;
        bucket.put("files/large", large);
        store = bucket.store("files/");
    }

    @AfterEach
    void close() throws IOException {
        if (bucket != null) {
            bucket.close();
        }
    }

    private List<StoreEntry> list() throws IOException {
        List<StoreEntry> entries = new ArrayList<>();
        try (Listing listing = store.list(Optional.empty())) {
            listing.forEachRemaining(entries::add);
        }
        return entries;
    }

    @Test
    void aStormPasses() throws Exception {
        List<StoreEntry> expected = list();
        Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
        bucket.proxy.fault(uri -> switch (attempts.computeIfAbsent(uri, key -> new AtomicInteger())
                        .getAndIncrement()
                % 3) {
            case 0 -> Optional.of(503);
            case 1 -> Optional.of(429);
            default -> Optional.empty();
        });
        assertThat(list()).isEqualTo(expected);
        try (StoredInstance stored = store.open("large");
                InputStream in = stored.bytes().stream()) {
            assertThat(in.readAllBytes()).isEqualTo(large);
            assertThat(stored.isUnchanged()).isTrue();
        }
    }

    /** 404 is asked for the bucket here, too. */
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 500, 503})
    void whateverElseTheBucketSaysItIsAway(int status) throws Exception {
        try (StoredInstance stored = store.open("large");
                Listing listing = store.list(Optional.empty())) {
            bucket.proxy.fault(uri -> Optional.of(status));
            assertThatThrownBy(() -> store.isEmpty()).isInstanceOf(StoreAwayException.class);
            assertThatThrownBy(() -> store.list(Optional.empty())).isInstanceOf(StoreAwayException.class);
            assertThatThrownBy(listing::next)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(StoreAwayException.class);
            assertThatThrownBy(() -> store.open("large"))
                    .isInstanceOf(StoreAwayException.class)
                    .hasMessageContaining("gs://" + bucket.name);
            assertThatThrownBy(() -> stored.bytes().readFully(1_000_000, ByteBuffer.allocate(10)))
                    .isInstanceOf(StoreAwayException.class);
            assertThatThrownBy(stored::isUnchanged).isInstanceOf(StoreAwayException.class);
        }
    }

    @Test
    void aBucketThatIsGoneIsAway() throws Exception {
        StoredInstance stored = store.open("large");
        bucket.delete();
        assertThatThrownBy(() -> store.open("large"))
                .isInstanceOf(StoreAwayException.class)
                .hasMessage("bucket gs://" + bucket.name + " does not exist");
        assertThat(store.remedy()).isEqualTo("create it, or correct where it lies");
        assertThatThrownBy(() -> store.list(Optional.of("files/a"))).isInstanceOf(StoreAwayException.class);
        assertThatThrownBy(stored::isUnchanged).isInstanceOf(StoreAwayException.class);
        assertThatThrownBy(() -> stored.bytes().readFully(0, ByteBuffer.allocate(10)))
                .isInstanceOf(StoreAwayException.class);
    }

    /** As a folder is that something was to be mounted on. */
    @Test
    void aPrefixThatIsEmptyAllOfASuddenIsAway() throws Exception {
        bucket.content("files/").keySet().forEach(path -> bucket.delete("files/" + path));
        assertThatThrownBy(() -> store.open("large"))
                .isInstanceOf(StoreAwayException.class)
                .hasMessageContaining("nothing lies under gs://" + bucket.name + "/files/");
        assertThatThrownBy(() -> store.list(Optional.of("files/a"))).isInstanceOf(StoreAwayException.class);
        assertThat(list()).isEmpty();
        bucket.delete();
    }

    /** Whoever waits for a server that hangs: at the header of an object, a page, a block. */
    @Test
    void whoWaitsIsToldToStop() throws Exception {
        try (StoredInstance stored = store.open("large");
                Listing listing = store.list(Optional.empty())) {
            bucket.proxy.fault(uri -> Optional.of(HANGS));
            endsWhenAsked(listing::next);
            endsWhenAsked(() -> store.list(Optional.empty()));
            endsWhenAsked(() -> stored.bytes().read(0, ByteBuffer.allocate(10)));
            endsWhenAsked(stored::isUnchanged);
        }
    }

    private interface Call {
        void run() throws Exception;
    }

    private static void endsWhenAsked(Call call) {
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                Checkpoint.during(
                        () -> {
                            if (stop.getAndSet(true)) {
                                throw new IllegalStateException("stopped");
                            }
                        },
                        () -> {
                            call.run();
                            return null;
                        });
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        Awaitility.await().atMost(Duration.ofSeconds(3)).until(waiting::isDone);
        assertThatThrownBy(waiting::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("stopped");
    }

    @Test
    void aServerThatStopsWaitsForNobody() throws Exception {
        Listing listing = store.list(Optional.empty());
        bucket.proxy.fault(uri -> Optional.of(HANGS));
        CompletableFuture<StoreEntry> waiting = CompletableFuture.supplyAsync(listing::next);
        Awaitility.await().until(() -> bucket.proxy.requests.get() > 1);
        bucket.cloud.letGo();
        Awaitility.await().atMost(Duration.ofSeconds(3)).until(waiting::isDone);
        assertThatThrownBy(waiting::get).hasRootCauseInstanceOf(java.util.concurrent.CancellationException.class);
    }

    /** Blocks that were fetched ahead, and failed, are fetched again by who reads them. */
    @Test
    void aConnectionThatBreaksCostsNothing() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (StoredInstance stored = store.open("large");
                InputStream in = stored.bytes().stream()) {
            bucket.proxy.fault(uri -> requests.incrementAndGet() % 2 == 0 ? Optional.of(500) : Optional.empty());
            assertThat(in.readAllBytes()).isEqualTo(large);
            assertThat(requests).hasValueGreaterThan(6);
        }
    }
}
