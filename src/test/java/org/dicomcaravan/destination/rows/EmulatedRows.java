package org.dicomcaravan.destination.rows;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BucketInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.google.GoogleShards;
import org.dicomcaravan.destination.google.GoogleStorage;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.google.CloudStorage;
import org.dicomcaravan.server.faults.FaultProxy;
import org.dicomcaravan.table.InstanceRow;

/**
 * A new bucket in an emulator of Cloud Storage, and the machines whose rows go there by way of a proxy.
 *
 * @param folder has one of each machine
 */
record EmulatedRows(Path folder, String bucket, FaultProxy proxy, CloudStorage cloud) implements AutoCloseable {
    static final long OPERATION = 7;
    static final BatchKey FIRST = new BatchKey(OPERATION, 1, 1);
    static final BatchKey AGAIN = new BatchKey(OPERATION, 1, 2);
    static final BatchKey SECOND = new BatchKey(OPERATION, 12, 1);

    /** In the emulator that the environment names; else the test is left out. */
    static EmulatedRows start(Path folder) throws IOException {
        String endpoint = System.getenv("CARAVAN_GCS_ENDPOINT");
        assumeTrue(endpoint != null, "CARAVAN_GCS_ENDPOINT is not set: no Cloud Storage emulator to test with");
        FaultProxy proxy = FaultProxy.before(endpoint, 1);
        CloudStorage cloud = CloudStorage.connect(CloudStorage.Settings.of(Optional.of(proxy.endpoint())));
        String bucket = "rows-" + UUID.randomUUID();
        cloud.client().create(BucketInfo.of(bucket));
        return new EmulatedRows(folder, bucket, proxy, cloud);
    }

    /** A machine. */
    BatchRows node(String name) throws IOException {
        return node(name, "gs://" + bucket + "/under/way");
    }

    /** One that is told another place. */
    BatchRows node(String name, String place) throws IOException {
        GoogleShards shards = new GoogleShards(new GoogleStorage(cloud, 8), ObjectPrefix.parse(place));
        return BatchRows.inBucket(folder.resolve(name), shards);
    }

    /** The names of all objects of the bucket. */
    List<String> objects() {
        return cloud.client().list(bucket).streamAll().map(Blob::getName).toList();
    }

    static InstanceRow row(String uid) throws Exception {
        return SmallRows.row(uid, Tag.STUDY_ID, "x");
    }

    /** One that is ten kilobytes long. */
    static InstanceRow longRow(String uid) throws Exception {
        return SmallRows.row(uid, Tag.STUDY_DESCRIPTION, "x".repeat(10_000));
    }

    static void begin(BatchRows node, BatchKey batch) throws IOException {
        node.begin(batch, () -> {});
        node.expect(batch);
    }

    /** From its beginning to its commit. */
    static void make(BatchRows node, BatchKey batch, String... uids) throws Exception {
        begin(node, batch);
        for (String uid : uids) {
            node.add(batch, uid, row(uid));
        }
        node.commit(batch);
    }

    static List<String> instances(BatchRows node) throws IOException {
        return SmallRows.instances(node.of(OPERATION, () -> {}));
    }

    @Override
    public void close() throws IOException {
        cloud.close();
        proxy.close();
    }
}
