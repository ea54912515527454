package org.dicomcaravan.destination.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationAwayException;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.google.GoogleShards;
import org.dicomcaravan.destination.google.GoogleStorage;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.google.CloudStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows are to go to a bucket where nobody answers. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class BucketAwayTest {
    private static final BatchKey BATCH = new BatchKey(7, 1, 1);

    @TempDir
    Path folder;

    private CloudStorage cloud;

    private BatchRows rows(Duration patience) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        cloud = CloudStorage.connect(new CloudStorage.Settings(
                Optional.of("http://127.0.0.1:" + port), Optional.empty(), Duration.ofSeconds(1), patience));
        GoogleStorage storage = new GoogleStorage(cloud, 1);
        return BatchRows.inBucket(folder, new GoogleShards(storage, ObjectPrefix.parse("gs://nobody/rows")));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void theOperationWaits() throws Exception {
        try (BatchRows rows = rows(Duration.ZERO)) {
            rows.begin(BATCH, () -> {});
            rows.add(BATCH, "a", SmallRows.row("1.1", Tag.STUDY_ID, "x"));
            assertThatExceptionOfType(DestinationAwayException.class)
                    .isThrownBy(() -> rows.commit(BATCH))
                    .withMessageContaining("the rows of batch 1")
                    .withMessageContaining("gs://nobody/rows/ (caravan.rows)");
            assertThatExceptionOfType(DestinationAwayException.class)
                    .isThrownBy(() -> rows.of(7, () -> {}))
                    .withMessageContaining("the rows of operation 7");
        }
    }

    /** Patience is longer than the lease. */
    @Test
    void aLeaseThatIsLostEndsTheWait() throws Exception {
        try (BatchRows rows = rows(Duration.ofHours(1))) {
            long end = System.nanoTime() + 600_000_000;
            rows.begin(BATCH, () -> {
                if (System.nanoTime() > end) {
                    throw new CancellationException("lost");
                }
            });
            rows.add(BATCH, "a", SmallRows.row("1.1", Tag.STUDY_ID, "x"));
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> rows.commit(BATCH))
                    .withMessage("lost");
            rows.abandon(BATCH);
        }
    }

    @Test
    void anOperationEndsAllTheSame() throws Exception {
        try (BatchRows rows = rows(Duration.ofHours(1))) {
            rows.begin(BATCH, () -> {});
            rows.add(BATCH, "a", SmallRows.row("1.1", Tag.STUDY_ID, "x"));
            assertThat(rows.unended()).containsExactly(7L);
            rows.end(7);
            assertThat(rows.unended()).isEmpty();
            assertThat(folder).isEmptyDirectory();
        }
    }
}
