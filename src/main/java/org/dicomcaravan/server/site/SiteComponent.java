package org.dicomcaravan.server.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code site:POINT}: a place in the pipeline ({@link ExtensionPoint}). A stage sends its message there; any number of routes
 * that begin there see it one after the other, by {@code order}, then by their ids. Thread-safe.
 */
@Component("site")
public final class SiteComponent extends DefaultComponent {

    /** Replaced as a whole, since workers read it while routes come. */
    private volatile Map<ExtensionPoint, List<SiteConsumer>> additions = Map.of();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ExtensionPoint point = ExtensionPoint.of(remaining)
                .orElseThrow(() -> new IllegalArgumentException(
                        "site:" + remaining + " is no place in the pipeline: expected one of "
                                + String.join(", ", ExtensionPoint.names())));
        SiteEndpoint endpoint = new SiteEndpoint(uri, this, point);
        setProperties(endpoint, parameters);
        endpoint.check();
        return endpoint;
    }

    /** The routes at a point, in their order. */
    List<SiteConsumer> additions(ExtensionPoint point) {
        return additions.getOrDefault(point, List.of());
    }

    synchronized void add(SiteConsumer addition) {
        List<SiteConsumer> more = new ArrayList<>(additions(addition.point()));
        more.add(addition);
        more.sort(Comparator.comparingInt(SiteConsumer::order).thenComparing(SiteConsumer::getRouteId));
        put(addition.point(), more);
    }

    synchronized void remove(SiteConsumer addition) {
        List<SiteConsumer> fewer = new ArrayList<>(additions(addition.point()));
        fewer.remove(addition);
        put(addition.point(), fewer);
    }

    private void put(ExtensionPoint point, List<SiteConsumer> routes) {
        Map<ExtensionPoint, List<SiteConsumer>> changed = new EnumMap<>(ExtensionPoint.class);
        changed.putAll(additions);
        changed.put(point, List.copyOf(routes));
        additions = changed;
    }
}
