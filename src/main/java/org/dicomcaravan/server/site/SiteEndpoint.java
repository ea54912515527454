package org.dicomcaravan.server.site;

import java.util.Locale;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.dicomcaravan.server.site.ExtensionPoint.OnError;

/** One place in the pipeline, with what a route that begins there says of itself. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "site",
        title = "A site's own routes",
        syntax = "site:point",
        category = Category.CORE)
public final class SiteEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

    @UriPath(enums = "before-instance,before-object,after-object,after-operation")
    @Metadata(required = true)
    private final ExtensionPoint point;

    @UriParam(label = "consumer", defaultValue = "100")
    private int order = ExtensionPoint.DEFAULT_ORDER;

    @UriParam(label = "consumer", enums = "fail,ignore")
    private String onError = "";

    @UriParam(label = "consumer")
    private boolean changesBody;

    SiteEndpoint(String uri, SiteComponent component, ExtensionPoint point) {
        super(uri, component);
        this.point = point;
    }

    /** Where it is. */
    public String getPoint() {
        return point.label();
    }

    /** Routes of a lower order come first. */
    public int getOrder() {
        return order;
    }

    /** See {@link #getOrder}. */
    public void setOrder(int order) {
        this.order = order;
    }

    /** What becomes of a message when the route fails at it: {@code fail} or {@code ignore}. */
    public String getOnError() {
        return onError;
    }

    /** See {@link #getOnError}. */
    public void setOnError(String onError) {
        this.onError = onError;
    }

    /** Whether the body that the route leaves becomes the object's content; else the body comes back as it was. */
    public boolean isChangesBody() {
        return changesBody;
    }

    /** See {@link #isChangesBody}. */
    public void setChangesBody(boolean changesBody) {
        this.changesBody = changesBody;
    }

    /** What is said of a route has to make sense at its place. */
    void check() {
        if (!onError.isEmpty() && !onError.equals("fail") && !onError.equals("ignore")) {
            throw new IllegalArgumentException(
                    getEndpointUri() + ": onError is " + onError + ": expected fail or ignore");
        }
        if (point == ExtensionPoint.AFTER_OPERATION && rule() == OnError.FAIL) {
            throw new IllegalArgumentException(
                    getEndpointUri() + ": an operation that is over can't fail any more: expected onError=ignore");
        }
        if (changesBody && point != ExtensionPoint.BEFORE_OBJECT) {
            throw new IllegalArgumentException(
                    getEndpointUri() + ": no route can change a body here: changesBody belongs to before-object");
        }
    }

    ExtensionPoint point() {
        return point;
    }

    OnError rule() {
        return onError.isEmpty() ? point.onError() : OnError.valueOf(onError.toUpperCase(Locale.ROOT));
    }

    /** Those that say the same of themselves are one endpoint. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public Producer createProducer() {
        return new SiteProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new SiteConsumer(this, processor);
    }
}
