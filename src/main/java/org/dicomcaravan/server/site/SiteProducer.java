package org.dicomcaravan.server.site;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.dicomcaravan.export.Additions;
import org.dicomcaravan.server.site.ExtensionPoint.OnError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a message of the pipeline to the routes of a site, and keeps what they may not change. */
final class SiteProducer extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(SiteProducer.class);

    private final SiteComponent component;
    private final ExtensionPoint point;

    SiteProducer(SiteEndpoint endpoint) {
        super(endpoint);
        this.component = (SiteComponent) endpoint.getComponent();
        this.point = endpoint.point();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        for (SiteConsumer addition : component.additions(point)) {
            Passage passage = Passage.of(exchange);
            try {
                addition.getProcessor().process(exchange);
            } catch (Exception | LinkageError e) {
                exchange.setException(e);
            }
            Exception failure = passage.takeFailure();
            if (failure != null) {
                passage.goBack();
                fail(addition, failure);
            } else if (point.isBefore()) {
                passage.goOn(addition.changesBody());
            } else {
                passage.goBack();
            }
            if (failure == null && passage.isStopped() && point.isBefore()) {
                leaveOut(exchange, addition);
                return;
            }
            if (point == ExtensionPoint.BEFORE_OBJECT) {
                Additions.requireName(exchange);
            }
        }
    }

    private void leaveOut(Exchange exchange, SiteConsumer addition) throws Exception {
        if (point == ExtensionPoint.BEFORE_INSTANCE) {
            Additions.leaveOutInstance(exchange);
        } else {
            Additions.leaveOutObject(exchange, addition.getRouteId());
        }
    }

    private void fail(SiteConsumer addition, Exception failure) throws Exception {
        String place = "Route " + addition.getRouteId() + " at " + point.label();
        if (addition.rule() == OnError.FAIL || !Additions.canBeIgnored(failure)) {
            throw Additions.failure(place, failure);
        }
        LOG.warn("{} failed, which goes on without it: {}", place, Additions.sentence(failure));
        LOG.debug("Because of", failure);
    }
}
