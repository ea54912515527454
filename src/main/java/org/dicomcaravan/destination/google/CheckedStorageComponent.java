package org.dicomcaravan.destination.google;

import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.google.storage.GoogleCloudStorageComponent;
import org.apache.camel.component.google.storage.GoogleCloudStorageConfiguration;
import org.apache.camel.spi.annotations.Component;

/**
 * Camel's {@code google-storage:}, whose endpoints send objects by {@link CheckedStorageProducer}. All else that they can
 * do stays Camel's, with the same options.
 */
@Component("google-storage")
public final class CheckedStorageComponent extends GoogleCloudStorageComponent {
    private final GoogleStorage storage;
    private final GoogleCommits commits;
    private final Path scratch;

    /**
     * Sends objects to one Cloud Storage, for the batches of one record.
     *
     * @param scratch a folder for streams that can be read once
     */
    public CheckedStorageComponent(GoogleStorage storage, GoogleCommits commits, Path scratch) {
        this.storage = storage;
        this.commits = commits;
        this.scratch = scratch;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        GoogleCloudStorageConfiguration configuration = getConfiguration().copy();
        configuration.setBucketName(remaining);
        CheckedStorageEndpoint endpoint = new CheckedStorageEndpoint(uri, this, configuration);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    GoogleStorage storage() {
        return storage;
    }

    Path scratch() {
        return scratch;
    }

    GoogleCommits commits() {
        return commits;
    }
}
