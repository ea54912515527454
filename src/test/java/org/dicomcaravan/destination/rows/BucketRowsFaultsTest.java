package org.dicomcaravan.destination.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.dicomcaravan.destination.rows.EmulatedRows.AGAIN;
import static org.dicomcaravan.destination.rows.EmulatedRows.FIRST;
import static org.dicomcaravan.destination.rows.EmulatedRows.OPERATION;
import static org.dicomcaravan.destination.rows.EmulatedRows.SECOND;
import static org.dicomcaravan.destination.rows.EmulatedRows.begin;
import static org.dicomcaravan.destination.rows.EmulatedRows.instances;
import static org.dicomcaravan.destination.rows.EmulatedRows.longRow;
import static org.dicomcaravan.destination.rows.EmulatedRows.make;
import static org.dicomcaravan.destination.rows.EmulatedRows.row;

import com.google.cloud.storage.BlobInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.server.faults.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What breaks off, is replaced or is missing where rows lie in an emulator of Cloud Storage. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@org.junit.jupiter.api.Tag("environment")
class BucketRowsFaultsTest {
    @TempDir
    Path folder;

    private EmulatedRows emulated;
    private BatchRows one;
    private BatchRows other;
    private BatchRows third;

    @BeforeEach
    void start() throws IOException {
        emulated = EmulatedRows.start(folder);
        one = emulated.node("one");
        other = emulated.node("other");
        third = emulated.node("third");
    }

    @AfterEach
    void stop() throws IOException {
        if (emulated != null) {
            emulated.close();
        }
    }

    @Test
    void anUploadThatIsInterruptedLeavesNothing() throws Exception {
        one.begin(FIRST, () -> {
            if (emulated.proxy().faulty() > 0) {
                throw new CancellationException("cancelled");
            }
        });
        for (int i = 1; i <= 600; i++) { // some megabytes, which are sent in several requests
            one.add(FIRST, "i" + i, longRow("1." + i));
        }
        emulated.proxy().play((call, dice) -> call.isLastPart() ? Fault.hang() : Fault.NONE);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> one.commit(FIRST));
        one.abandon(FIRST);
        assertThat(emulated.proxy().faulty()).isPositive();
        assertThat(emulated.objects()).isEmpty();
        assertThat(instances(third)).isEmpty();
        assertThat(folder.resolve("one/7")).isEmptyDirectory();
        emulated.proxy().play((call, dice) -> Fault.NONE);
        make(other, AGAIN, "1.1");
        assertThat(instances(third)).containsExactly("1.1");
    }

    @Test
    void aBringingThatIsInterruptedGoesOnLater() throws Exception {
        make(one, FIRST, "1.1");
        make(one, SECOND, "1.2");
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> third.of(OPERATION, () -> {
                    if (Files.exists(folder.resolve("third/7/1-1.ndjson"))) {
                        throw new CancellationException("cancelled");
                    }
                }));
        assertThat(instances(third)).containsExactly("1.1", "1.2");
    }

    @Test
    void whatSomebodyReplacedIsToldByItsName() {
        for (String content : new String[] {"", "null\n", "{\"rows\":1}\n", "x".repeat(100)}) {
            emulated.cloud()
                    .client()
                    .create(
                            BlobInfo.newBuilder(emulated.bucket(), "under/way/7/1-1.ndjson")
                                    .build(),
                            content.getBytes(StandardCharsets.UTF_8));
            assertThatExceptionOfType(DestinationException.class)
                    .isThrownBy(() -> third.of(OPERATION, () -> {}))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(RpcCode.DATA_LOSS))
                    .withMessageContaining("gs://" + emulated.bucket() + "/under/way/7/1-1.ndjson");
        }
    }

    @Test
    void aBucketThatIsMissingIsNamedWithTheSetting() throws Exception {
        BatchRows rows = emulated.node("missing", "gs://caravan-no-such-bucket");
        begin(rows, FIRST);
        rows.add(FIRST, "a", row("1.1"));
        assertThatExceptionOfType(DestinationException.class)
                .isThrownBy(() -> rows.commit(FIRST))
                .satisfies(e -> assertThat(e.code()).isEqualTo(RpcCode.NOT_FOUND))
                .withMessageContaining("caravan-no-such-bucket")
                .withMessageContaining("caravan.rows");
        assertThatCode(() -> rows.end(OPERATION)).doesNotThrowAnyException();
    }
}
