package org.dicomcaravan.server.site;

import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.Message;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.StreamCache;
import org.apache.camel.component.google.storage.GoogleCloudStorageConstants;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.MessageHelper;
import org.dicomcaravan.destination.ObjectHeaders;

/**
 * A message on its way through one route of a site, which gives back what that may not take: what the pipeline set, and
 * Camel's own marks, which would make its next step do something else, or nothing. For one thread.
 */
final class Passage {

    /** What the pipeline says of a message; a route may read it. */
    private static final String OURS = "Caravan";

    /** May be changed, but an object needs them. */
    private static final List<String> NEEDED = List.of(ObjectHeaders.OBJECT_NAME, ObjectHeaders.CONTENT_TYPE);

    /** Would make of an upload something else, or have the destination's tries counted as made. */
    private static final Set<String> MISLEADING = Set.of(
            GoogleCloudStorageConstants.OPERATION,
            GoogleCloudStorageConstants.OVERRIDE_BUCKET_NAME,
            Exchange.REDELIVERED,
            Exchange.REDELIVERY_COUNTER,
            Exchange.REDELIVERY_MAX_COUNTER);

    private final Exchange exchange;
    private final Object body;
    private final Map<String, Object> headers;
    private final Map<String, Object> properties;
    private final boolean rollbackOnly;
    private final boolean rollbackOnlyLast;
    private boolean stopped;

    private Passage(Exchange exchange) {
        this.exchange = exchange;
        this.body = exchange.getMessage().getBody();
        this.headers = new HashMap<>(exchange.getMessage().getHeaders());
        this.properties = new HashMap<>(exchange.getProperties());
        this.rollbackOnly = exchange.isRollbackOnly();
        this.rollbackOnlyLast = exchange.isRollbackOnlyLast();
    }

    static Passage of(Exchange exchange) {
        return new Passage(exchange);
    }

    /**
     * The exception that the route ended with, or null; a rollback that it asks for is one. Camel's marks of it go, since the
     * pipeline would stop at them, even where the route has dealt with the exception by itself.
     */
    Exception takeFailure() {
        Exception failure = exchange.getException();
        boolean rolledBack =
                exchange.isRollbackOnly() && !rollbackOnly || exchange.isRollbackOnlyLast() && !rollbackOnlyLast;
        if (failure == null && rolledBack) {
            failure = new RollbackExchangeException("the route asks for a rollback", exchange);
        }
        ExchangeExtension marks = exchange.getExchangeExtension();
        exchange.setException(null);
        marks.setErrorHandlerHandled(null);
        marks.setFailureHandled(false);
        marks.setRedeliveryExhausted(false);
        marks.setInterrupted(false);
        exchange.setRollbackOnly(rollbackOnly);
        exchange.setRollbackOnlyLast(rollbackOnlyLast);
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
        boolean other = changesBody && message.getBody() != body;
        message.setBody(other ? readAgain(message) : body);
        MessageHelper.resetStreamCache(message);
        message.getHeaders().keySet().removeIf(name -> isOurs(name) && !headers.containsKey(name));
        headers.forEach((name, value) -> {
            if (isOurs(name) || NEEDED.contains(name) && message.getHeader(name) == null) {
                message.setHeader(name, value);
            }
        });
        measure(message, other);
    }

    private static boolean isOurs(String name) {
        return name.startsWith(OURS) || MISLEADING.contains(name);
    }

    /** A stream can be read once, and others come behind this route. */
    private static Object readAgain(Message message) {
        return message.getBody() instanceof InputStream && !(message.getBody() instanceof StreamCache)
                ? message.getBody(StreamCache.class)
                : message.getBody();
    }

    /** The length follows the body, where that tells it. */
    private void measure(Message message, boolean other) {
        Object length = headers.get(ObjectHeaders.CONTENT_LENGTH);
        if (!other && length != null) {
            message.setHeader(ObjectHeaders.CONTENT_LENGTH, length);
        } else if (other && message.getBody() instanceof byte[] bytes) {
            message.setHeader(ObjectHeaders.CONTENT_LENGTH, (long) bytes.length);
        } else if (other && message.getBody() instanceof StreamCache cache) {
            message.setHeader(ObjectHeaders.CONTENT_LENGTH, cache.length());
        } else if (other && length != null && length.equals(message.getHeader(ObjectHeaders.CONTENT_LENGTH))) {
            message.removeHeader(ObjectHeaders.CONTENT_LENGTH);
        }
    }

    /** The message goes on as it came. */
    void goBack() {
        Message message = settled();
        message.setBody(body);
        MessageHelper.resetStreamCache(message);
        message.setHeaders(new HashMap<>(headers));
    }

    /** The message that the route left, as the one that the next step gets, with the properties of the pipeline. */
    private Message settled() {
        ExchangeHelper.prepareOutToIn(exchange);
        properties.forEach((name, value) -> {
            if (name.startsWith(OURS)) {
                exchange.setProperty(name, value);
            }
        });
        return exchange.getMessage();
    }
}
