package org.dicomcaravan.server.site;

import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.dicomcaravan.server.site.ExtensionPoint.OnError;

/** A route of a site at a place in the pipeline. */
final class SiteConsumer extends DefaultConsumer implements ShutdownAware {

    SiteConsumer(SiteEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    private SiteEndpoint site() {
        return (SiteEndpoint) getEndpoint();
    }

    ExtensionPoint point() {
        return site().point();
    }

    int order() {
        return site().getOrder();
    }

    OnError rule() {
        return site().rule();
    }

    boolean changesBody() {
        return site().isChangesBody();
    }

    /** Before any route of the pipeline takes a message, and until all are done: none may slip by. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        ((SiteComponent) site().getComponent()).add(this);
    }

    @Override
    protected void doShutdown() throws Exception {
        ((SiteComponent) site().getComponent()).remove(this);
        super.doShutdown();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return true;
    }

    @Override
    public int getPendingExchangesSize() {
        return 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // what is on its way through the pipeline is waited for there
    }
}
