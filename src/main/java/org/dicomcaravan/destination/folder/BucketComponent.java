package org.dicomcaravan.destination.folder;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.dicomcaravan.destination.BucketName;
import org.dicomcaravan.destination.ObjectHeaders;

/**
 * {@code bucket:NAME}: sends the body into an embedded bucket, as {@code google-storage:NAME} does into one of Cloud
 * Storage, and with the same headers ({@link ObjectHeaders}). Needs a {@link StagedObjects} in the registry.
 */
@Component("bucket")
public final class BucketComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new BucketEndpoint(uri, this, BucketName.check(remaining));
    }
}
