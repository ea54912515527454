package org.dicomcaravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dicomcaravan.store.EmulatedBucket.instance;
import static org.dicomcaravan.store.ScriptedBucket.item;
import static org.dicomcaravan.store.ScriptedBucket.page;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.store.ScriptedBucket.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One object that nobody may read, in a bucket that is there, is a failure of its own. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class BucketRefusalTest {

    private ScriptedBucket bucket;
    private BucketStore store;
    private byte[] bytes;

    @BeforeEach
    void create() throws IOException {
        bucket = new ScriptedBucket();
        store = bucket.store("p/");
        bytes = instance("1.2.3.4", 0);
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    /** Two objects, of which p/a can be read. */
    private void refuse(int status) {
        bucket.answer(request -> {
            if (request.isList()) {
                return list(request);
            }
            if (request.uri().contains("p%2Fb")) {
                return Answer.of(status);
            }
            return request.isMedia()
                    ? Answer.part(0, bytes.length - 1, bytes.length, bytes)
                    : Answer.json(item("p/a", bytes.length));
        });
    }

    private Answer list(ScriptedBucket.Asked request) {
        return request.uri().contains("maxResults=1&")
                ? page("t", item("p/a", bytes.length))
                : page("", item("p/a", bytes.length), item("p/b", bytes.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 410, 416, 451})
    void isUnreadableInAListing(int status) throws IOException {
        refuse(status);
        List<StoreEntry> entries = EmulatedBucket.list(store, Optional.empty());
        assertThat(entries.get(0)).isInstanceOf(StoreEntry.Instance.class);
        assertThat(entries.get(1)).isInstanceOfSatisfying(StoreEntry.Unreadable.class, refused -> {
            assertThat(refused.path()).isEqualTo("b");
            assertThat(refused.reason()).startsWith("can't be read: object \"gs://b/p/b\": ");
            assertThat(refused.reason()).contains(Integer.toString(status));
        });
    }

    @Test
    void isAFailureOfWhatOpensIt() {
        refuse(403);
        assertThatThrownBy(() -> store.open("b"))
                .isInstanceOf(Bucket.RefusedException.class)
                .hasMessageContaining("object \"gs://b/p/b\": Cloud Storage answered 403");
    }

    @Test
    void isAFailureOfWhatReadsIt() throws IOException {
        bucket.answer(request -> {
            if (request.isList()) {
                return page("", item("p/b", bytes.length));
            }
            return request.isMedia() ? Answer.of(403) : Answer.json(item("p/b", bytes.length));
        });
        try (StoredInstance opened = store.open("b")) {
            assertThatThrownBy(() -> opened.bytes().readFully(0, ByteBuffer.allocate(10)))
                    .isInstanceOf(Bucket.RefusedException.class)
                    .hasMessageContaining("object \"gs://b/p/b\": Cloud Storage answered 403");
        }
    }

    /** Then nothing can be read, and nobody knows whether the object is at fault. */
    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 503})
    void isNoneWhereTheBucketCantBeRead(int status) {
        bucket.answer(request -> request.isMedia() || request.isList() && bucket.asked.size() > 1
                ? Answer.of(status)
                : page("", item("p/a", bytes.length), item("p/b", bytes.length)));
        assertThatThrownBy(() -> EmulatedBucket.list(store, Optional.empty()))
                .hasCauseInstanceOf(StoreAwayException.class);
    }

    /** What may pass, or is the server's account's, is the bucket's. */
    @ParameterizedTest
    @ValueSource(ints = {401, 408, 429, 500, 503})
    void isNoneWhereItIsNotTheObjects(int status) {
        refuse(status);
        assertThatThrownBy(() -> EmulatedBucket.list(store, Optional.empty()))
                .hasCauseInstanceOf(StoreAwayException.class)
                .hasMessageContaining("object \"gs://b/p/b\"");
    }
}
