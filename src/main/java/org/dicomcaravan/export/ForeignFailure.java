package org.dicomcaravan.export;

import org.apache.camel.Exchange;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.text.Pathless;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an endpoint threw that knows nothing of this program, as a failure of the destination. */
final class ForeignFailure {

    private static final Logger LOG = LoggerFactory.getLogger(ForeignFailure.class);

    private ForeignFailure() {}

    static DestinationException of(Throwable failure, Exchange exchange) {
        String endpoint = exchange.getProperty(Exchange.FAILURE_ENDPOINT, "", String.class);
        String route = exchange.getProperty(Exchange.FAILURE_ROUTE_ID, "", String.class);
        LOG.error("Step to {} of route {} failed", scheme(endpoint), route, failure);
        String words = Pathless.of(Causes.sentence(Causes.telling(failure))).strip();
        return DestinationException.unavailable(
                "the destination " + scheme(endpoint) + " of route " + route + " can't be written to: " + words,
                failure);
    }

    /** Without what follows it: addresses may hold secrets. */
    private static String scheme(String endpoint) {
        int colon = endpoint.indexOf(':');
        return colon < 0 ? "" : endpoint.substring(0, colon + 1);
    }
}
