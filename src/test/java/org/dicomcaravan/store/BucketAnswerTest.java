package org.dicomcaravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dicomcaravan.store.ScriptedBucket.item;
import static org.dicomcaravan.store.ScriptedBucket.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dicomcaravan.store.ScriptedBucket.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says is checked before it is believed; what can't be right is a bucket that is away. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class BucketAnswerTest {

    private static final String GOOD = ",\"size\":\"1\",\"generation\":\"7\"";

    private ScriptedBucket bucket;
    private BucketStore store;

    @BeforeEach
    void create() throws IOException {
        bucket = new ScriptedBucket();
        store = bucket.store("p/");
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    private void isAway(String words) {
        isAway(Optional.empty(), words);
    }

    private void isAway(Optional<String> after, String words) {
        assertThatThrownBy(() -> {
                    try {
                        EmulatedBucket.list(store, after);
                    } catch (UncheckedIOException e) {
                        throw e.getCause();
                    }
                })
                .isInstanceOf(StoreAwayException.class)
                .hasMessageContaining("gs://b")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p/x | ,\"size\":\"1\" | no generation",
                "p/x | ,\"size\":\"-1\",\"generation\":\"7\" | no size",
                "p/x | ,\"size\":\"9223372036854775808\",\"generation\":\"7\" | no size",
                "p/x | ,\"generation\":\"7\" | no size",
                "p/x | ,\"size\":\"many\",\"generation\":\"7\" | ''",
                "p   | ,\"size\":\"1\",\"generation\":\"7\" | does not begin with",
                "q/x | ,\"size\":\"1\",\"generation\":\"7\" | does not begin with",
                "''  | ,\"size\":\"1\",\"generation\":\"7\" | does not begin with",
            })
    void objectsThatCantBe(String name, String rest, String words) {
        bucket.answer(request -> page("", item(name, rest)));
        isAway(words);
        bucket.answer(request -> request.isList() ? page("", item("p/a", GOOD)) : Answer.json(item(name, rest)));
        assertThatThrownBy(() -> store.open("x")).isInstanceOf(StoreAwayException.class);
    }

    @Test
    void anItemWithoutAName() {
        bucket.answer(request -> Answer.json("{\"items\":[{\"size\":\"1\",\"generation\":\"7\"}]}"));
        isAway("");
    }

    @Test
    void anotherObjectThanTheOneThatWasAskedFor() {
        bucket.answer(request -> Answer.json(item("p/other", GOOD)));
        assertThatThrownBy(() -> store.open("x")).isInstanceOf(StoreAwayException.class);
    }

    @Test
    void namesThatDontRise() {
        bucket.answer(request -> page("", item("p/b", 0), item("p/a", 0)));
        isAway("order");
        bucket.answer(request -> page("", item("p/a", 0), item("p/a", 0)));
        isAway("order");
    }

    /** It is asked to begin there, and what lies behind that is not known. */
    @Test
    void aPageFromBeforeItsBeginningIsNoEnd() {
        bucket.answer(request -> page("", item("p/a", 0), item("p/b", 0)));
        isAway(Optional.of("p/c"), "behind \"p/c\", and ends with \"p/b\"");
    }

    @Test
    void aPageThatRepeatsNamesIsNoEnd() {
        bucket.answer(
                request -> request.uri().contains("pageToken") ? page("", item("p/b", 0)) : page("t", item("p/b", 0)));
        isAway(Optional.of("p/b"), "order");
    }

    /** It may be the last one of the page before. */
    @Test
    void aPageMayBeginWithTheNameBehindWhichItIsAskedFor() throws IOException {
        bucket.answer(request -> page("", item("p/b", 0)));
        assertThat(EmulatedBucket.list(store, Optional.of("p/b"))).isEmpty();
    }

    @Test
    void emptyPagesForEver() {
        bucket.answer(request -> page("t" + bucket.asked.size()));
        isAway("1000 pages");
        assertThat(bucket.asked).hasSizeLessThan(1100);
    }

    @Test
    void someEmptyPagesAreNoEnd() throws IOException {
        bucket.answer(request -> bucket.asked.size() < 50 ? page("t" + bucket.asked.size()) : page("", item("p/a", 0)));
        assertThat(EmulatedBucket.list(store, Optional.empty())).hasSize(1);
    }

    @Test
    void morePerPageThanWasAskedFor() {
        bucket.answer(request -> page(
                "",
                IntStream.range(0, 1001)
                        .mapToObj(i -> item("p/%04d".formatted(i), 0))
                        .toArray(String[]::new)));
        isAway("1001");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }

    /** The object has 100,000 bytes, of which the first 65,536 are asked for. */
    private void media(Answer answer) {
        bucket.answer(request -> {
            if (request.isList()) {
                return page("", item("p/x", 100_000));
            }
            return request.isMedia() ? answer : Answer.json(item("p/x", 100_000));
        });
    }

    private void isNotBelieved(Answer answer) throws IOException {
        media(answer);
        try (StoredInstance stored = store.open("x")) {
            bucket.asked.clear();
            assertThatThrownBy(() -> stored.bytes().readFully(0, ByteBuffer.allocate(10)))
                    .isInstanceOf(StoreAwayException.class)
                    .hasMessageContaining("gs://b");
            assertThat(bucket.asked.stream().filter(ScriptedBucket.Asked::isMedia))
                    .hasSizeGreaterThan(1); // it was tried again
        }
    }

    @Test
    void rangesThatWereNotAskedFor() throws IOException {
        byte[] block = bytes(65_536);
        isNotBelieved(Answer.part(1, 65_536, 100_000, block));
        isNotBelieved(Answer.part(0, 65_535, 100_001, block));
        isNotBelieved(Answer.part(0, 65_536, 100_000, block));
        isNotBelieved(new Answer(206, Map.of(), block));
        isNotBelieved(new Answer(206, Map.of(), block).with("Content-Range", "bytes */100000"));
        isNotBelieved(new Answer(200, Map.of(), bytes(100_000)));
        isNotBelieved(Answer.part(0, 65_535, 100_000, block).with("X-Goog-Generation", "8"));
        isNotBelieved(Answer.part(0, 65_535, 100_000, bytes(65_537)));
    }

    @Test
    void rangesThatWereAskedFor() throws IOException {
        byte[] block = bytes(65_536);
        for (Answer answer : new Answer[] {
            Answer.part(0, 65_535, 100_000, block),
            Answer.part(0, 65_535, 100_000, block).with("X-Goog-Generation", "7")
        }) {
            media(answer);
            try (StoredInstance stored = store.open("x")) {
                ByteBuffer read = ByteBuffer.allocate(65_536);
                stored.bytes().readFully(0, read);
                assertThat(read.array()).isEqualTo(block);
            }
        }
    }

    /** All of an object may come as a whole. */
    @ParameterizedTest
    @ValueSource(ints = {99, 100, 101})
    void aWholeObject(int length) throws IOException {
        bucket.answer(request -> request.isMedia()
                ? new Answer(200, Map.of(), bytes(length))
                : request.isList() ? page("", item("p/x", 100)) : Answer.json(item("p/x", 100)));
        try (StoredInstance stored = store.open("x")) {
            ByteBuffer read = ByteBuffer.allocate(100);
            if (length == 100) {
                stored.bytes().readFully(0, read);
                assertThat(read.array()).isEqualTo(bytes(100));
            } else {
                assertThatThrownBy(() -> stored.bytes().readFully(0, read)).isInstanceOf(StoreAwayException.class);
            }
        }
    }

    /** Another host is not this bucket. */
    @Test
    void redirectsAreNotFollowed() throws IOException {
        try (ScriptedBucket other = new ScriptedBucket()) {
            other.answer(request -> Answer.part(0, 65_535, 100_000, bytes(65_536)));
            media(Answer.of(302).with("Location", other.endpoint() + "/elsewhere"));
            try (StoredInstance stored = store.open("x")) {
                assertThatThrownBy(() -> stored.bytes().readFully(0, ByteBuffer.allocate(10)))
                        .isInstanceOf(StoreAwayException.class);
            }
            assertThat(other.asked).isEmpty();
        }
    }

    /** Somebody waits for the answer to an export call; what plans has more patience. */
    @Test
    void whoCallsIsAnsweredSoon() {
        bucket.answer(request -> Answer.of(503));
        long began = System.nanoTime();
        assertThatThrownBy(() -> bucket.patientStore("p/").isEmpty())
                .isInstanceOf(StoreAwayException.class)
                .hasMessageContaining("bucket gs://b");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(9));
    }
}
