package org.dicomcaravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dicomcaravan.store.EmulatedBucket.instance;
import static org.dicomcaravan.store.EmulatedBucket.list;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects that change while they are listed and read, and those that can't be read as they are. */
@Tag("environment")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BucketGenerationTest {

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
