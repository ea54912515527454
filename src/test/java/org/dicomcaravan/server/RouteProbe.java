package org.dicomcaravan.server;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step in a route that remembers what it saw, for {@link RoutesPageTest}. */
public final class RouteProbe implements Processor {

    private static final Queue<Seen> SEEN = new ConcurrentLinkedQueue<>();

    private String place;

    /**
     * One message.
     *
     * @param place name of the probe
     * @param body its class
     * @param text the body, converted to text; for an object on its way how long it is as bytes, and as a stream
     */
    record Seen(
            String place, Map<String, Object> headers, Map<String, Object> properties, Class<?> body, String text) {}

    /** Where this probe stands. */
    public void setPlace(String place) {
        this.place = place;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Object body = exchange.getMessage().getBody();
        String text = "";
        if (body instanceof String string) {
            text = string;
        } else if (place.equals("addressed")) {
            text = exchange.getMessage().getMandatoryBody(byte[].class).length + " "
                    + exchange.getMessage()
                            .getMandatoryBody(java.io.InputStream.class)
                            .readAllBytes()
                            .length;
        } else if (place.equals("described")) {
            text = exchange.getContext()
                    .resolveLanguage("simple")
                    .createExpression("${body.path} ${body.size} ${body.attribute('00080060')}")
                    .evaluate(exchange, String.class);
        }
        SEEN.add(new Seen(
                place,
                new TreeMap<>(exchange.getMessage().getHeaders()),
                new TreeMap<>(exchange.getProperties()),
                body.getClass(),
                text));
    }

    /** What was seen in a place since the last {@link #forget}. */
    static List<Seen> at(String place) {
        return SEEN.stream().filter(seen -> seen.place().equals(place)).toList();
    }

    static void forget() {
        SEEN.clear();
    }
}
