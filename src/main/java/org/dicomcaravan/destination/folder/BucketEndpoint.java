package org.dicomcaravan.destination.folder;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.dicomcaravan.destination.ObjectHeaders;

/** One embedded bucket as a place to send objects to. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "bucket",
        title = "Embedded bucket",
        syntax = "bucket:name",
        category = Category.FILE,
        producerOnly = true,
        headersClass = ObjectHeaders.class)
public final class BucketEndpoint extends DefaultEndpoint {
    @UriPath
    @Metadata(required = true)
    private final String name;

    BucketEndpoint(String uri, BucketComponent component, String name) {
        super(uri, component);
        this.name = name;
    }

    /** The bucket's name. */
    public String getName() {
        return name;
    }

    @Override
    public Producer createProducer() {
        StagedObjects objects = getCamelContext().getRegistry().findSingleByType(StagedObjects.class);
        if (objects == null) {
            throw new IllegalStateException("bucket:" + name + " needs the embedded backend: one bean of type "
                    + StagedObjects.class.getName());
        }
        return new BucketProducer(this, objects);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("nothing can be consumed from bucket:" + name);
    }
}
