package org.dicomcaravan.server.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;
import org.dicomcaravan.destination.ObjectHeaders;

/** A message on its way through one route of a site, which gives back what that may not take. For one thread. */
final class Passage {

    /** What the pipeline says of a message; a route may read it. */
    private static final String OURS = "Caravan";

    /** May be changed, but an object needs them. */
    private static final List<String> NEEDED = List.of(ObjectHeaders.OBJECT_NAME, ObjectHeaders.CONTENT_TYPE);

    private final Exchange exchange;
    private final Object body;
    private final Map<String, Object> headers;
    private boolean stopped;

    private Passage(Exchange exchange) {
        this.exchange = exchange;
        this.body = exchange.getMessage().getBody();
        this.headers = new HashMap<>(exchange.getMessage().getHeaders());
    }

    static Passage of(Exchange exchange) {
        return new Passage(exchange);
    }

    /**
     * The exception that the route ended with, or null. Camel's marks of it go, since the pipeline would stop at them, even
     * where the route has dealt with the exception by itself.
     */
    Exception takeFailure() {
        Exception failure = exchange.getException();
        ExchangeExtension marks = exchange.getExchangeExtension();
        exchange.setException(null);
        marks.setErrorHandlerHandled(null);
        marks.setFailureHandled(false);
        marks.setRedeliveryExhausted(false);
        exchange.setRollbackOnly(false);
        exchange.setRollbackOnlyLast(false);
        stopped = exchange.isRouteStop();
        exchange.setRouteStop(false);
        return failure;
    }

    /** Whether the route ended the way of the message by {@code stop}. */
    boolean isStopped() {
        return stopped;
    }

    /** The message goes on as the route left it, but for the body, unless it may change that, and what is the pipeline's. */
    void goOn(boolean changesBody) {
        Message message = settled();
        if (!changesBody) {
            message.setBody(body);
        }
        Object length = headers.get(ObjectHeaders.CONTENT_LENGTH);
        boolean other = message.getBody() != body;
        headers.forEach((name, value) -> {
            if (name.startsWith(OURS) || NEEDED.contains(name) && message.getHeader(name) == null) {
                message.setHeader(name, value);
            }
        });
        if (!other && length != null) {
            message.setHeader(ObjectHeaders.CONTENT_LENGTH, length);
        } else if (other && message.getBody() instanceof byte[] bytes) {
            message.setHeader(ObjectHeaders.CONTENT_LENGTH, (long) bytes.length);
        } else if (other && length != null && length.equals(message.getHeader(ObjectHeaders.CONTENT_LENGTH))) {
            message.removeHeader(ObjectHeaders.CONTENT_LENGTH);
        }
    }

    /** The message goes on as it came. */
    void goBack() {
        Message message = settled();
        message.setBody(body);
        message.setHeaders(new HashMap<>(headers));
    }

    /** The message that the route left, as the one that the next step gets. */
    private Message settled() {
        ExchangeHelper.prepareOutToIn(exchange);
        return exchange.getMessage();
    }
}
