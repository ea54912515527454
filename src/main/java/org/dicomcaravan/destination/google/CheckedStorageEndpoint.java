package org.dicomcaravan.destination.google;

import org.apache.camel.Producer;
import org.apache.camel.component.google.storage.GoogleCloudStorageConfiguration;
import org.apache.camel.component.google.storage.GoogleCloudStorageEndpoint;

/** A bucket of Cloud Storage. */
final class CheckedStorageEndpoint extends GoogleCloudStorageEndpoint {
    private final CheckedStorageComponent component;

    CheckedStorageEndpoint(
            String uri, CheckedStorageComponent component, GoogleCloudStorageConfiguration configuration) {
        super(uri, component, configuration);
        this.component = component;
    }

    @Override
    public Producer createProducer() {
        return new CheckedStorageProducer(this, component);
    }
}
