package org.dicomcaravan.destination.google;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.dicomcaravan.database.sqlite.SqliteFile;
import org.dicomcaravan.destination.ObjectHeaders;
import org.dicomcaravan.google.CloudStorage;

/**
 * A bucket in an emulator of Cloud Storage, and Camel with the endpoint that sends to it.
 *
 * @param bucket its name
 * @param cloud the connection
 * @param storage its buckets
 * @param commits the record of what is sent
 * @param camel has the endpoint
 * @param template sends to it
 */
record EmulatedStorage(
        String bucket,
        CloudStorage cloud,
        GoogleStorage storage,
        GoogleCommits commits,
        CamelContext camel,
        ProducerTemplate template)
        implements AutoCloseable {

    /** Connects, or skips the tests where no emulator is at hand. */
    static EmulatedStorage start(Path folder) throws Exception {
        String endpoint = System.getenv("CARAVAN_GCS_ENDPOINT");
        assumeTrue(endpoint != null, "CARAVAN_GCS_ENDPOINT is not set: no Cloud Storage emulator to test with");
        String bucket = "caravan-" + UUID.randomUUID();
        CloudStorage cloud = CloudStorage.connect(CloudStorage.Settings.of(Optional.of(endpoint)));
        cloud.client().create(BucketInfo.of(bucket));
        GoogleStorage storage = new GoogleStorage(cloud, 8);
        GoogleCommits commits =
                GoogleCommits.open(storage, SentRecord.ofOne(new SqliteFile(folder.resolve("sent.db"))), Duration.ZERO);
        CamelContext camel = new DefaultCamelContext();
        CheckedStorageComponent component = new CheckedStorageComponent(storage, commits, folder);
        component.getConfiguration().setAutoCreateBucket(false);
        component.getConfiguration().setStorageClient(storage.client());
        camel.addComponent("google-storage", component);
        camel.start();
        return new EmulatedStorage(bucket, cloud, storage, commits, camel, camel.createProducerTemplate());
    }

    Storage client() {
        return cloud.client();
    }

    Exception send(String to, String name, Object body, long length, Map<String, Object> more) {
        Exchange answer = template.request("google-storage:" + to, exchange -> {
            Map<String, Object> headers = new HashMap<>(Map.of(
                    ObjectHeaders.OBJECT_NAME, name,
                    ObjectHeaders.CONTENT_TYPE, "image/png",
                    ObjectHeaders.CONTENT_LENGTH, length));
            headers.putAll(more);
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(headers);
        });
        return answer.getException();
    }

    Blob blob(String name) {
        return client().get(BlobId.of(bucket, name));
    }

    List<String> names(String prefix) {
        return client().list(bucket, BlobListOption.prefix(prefix))
                .streamAll()
                .map(Blob::getName)
                .toList();
    }

    @Override
    public void close() throws Exception {
        camel.close();
        commits.close();
        cloud.close();
    }
}
