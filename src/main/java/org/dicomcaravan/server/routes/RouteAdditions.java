package org.dicomcaravan.server.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dicomcaravan.server.site.ExtensionPoint;

/** Which routes take part at which place of the pipeline, and whether they can. Immutable. */
final class RouteAdditions {

    /** Where a step says what it sends to. */
    private static final Set<String> SENDING = Set.of("uri", "to", "toD", "wireTap");

    private static final String SCHEME = "site:";

    private final List<Addition> additions = new ArrayList<>();
    private final Set<String> called = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * A route at a place.
     *
     * @param point its name, {@code before-object}
     * @param order as it says; one that is a reference to a setting counts as none
     * @param place {@code file:line} of its beginning
     */
    record Addition(String point, int order, String route, String file, String place) {}

    private RouteAdditions() {}

    static RouteAdditions of(List<RouteFile> files) {
        RouteAdditions found = new RouteAdditions();
        for (RouteFile file : files) {
            for (int item = 0; item < file.items().size(); item++) {
                JsonNode from = file.items().path(item).at("/route/from");
                if (from.path("uri").asText().startsWith(SCHEME)) {
                    found.add(file, item, from);
                }
            }
            file.document()
                    .ifPresent(document -> document.each((name, value, pointer) -> {
                        if (SENDING.contains(name)
                                && value.asText().startsWith(SCHEME)
                                && !pointer.endsWith("/from/uri")) {
                            found.call(file.place(pointer), value.asText());
                        }
                    }));
        }
        found.additions.stream()
                .filter(addition -> !found.called.contains(addition.point()))
                .filter(addition -> ExtensionPoint.of(addition.point()).isPresent())
                .forEach(addition -> found.problems.add(addition.place() + ": no route of the pipeline calls " + SCHEME
                        + addition.point() + ", so " + addition.route() + " takes part in nothing"));
        found.additions.sort(Comparator.comparingInt(Addition::order).thenComparing(Addition::route));
        return found;
    }

    private void add(RouteFile file, int item, JsonNode from) {
        String uri = from.path("uri").asText();
        String place = file.place("/" + item + "/route/from/uri");
        String point = uri.substring(SCHEME.length()).replaceFirst("\\?.*", "");
        requirePoint(place, point);
        if (file.origin() == RouteFile.Origin.OWN) {
            problems.add(place + ": a route at " + SCHEME + point + " belongs into the folder site");
        }
        String route = file.routeId(item);
        if (route.isEmpty()) {
            problems.add(place + ": a route at " + SCHEME + point + " needs an id, by which its failures are told");
        }
        additions.add(new Addition(point, order(from, uri), route, file.name(), place));
    }

    private static int order(JsonNode from, String uri) {
        String inUri = uri.contains("order=") ? uri.replaceFirst(".*[?&]order=(-?\\d+).*", "$1") : "";
        String text = Optional.of(from.at("/parameters/order").asText())
                .filter(given -> !given.isEmpty())
                .orElse(inUri);
        return text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : ExtensionPoint.DEFAULT_ORDER;
    }

    private void call(String place, String uri) {
        String point = uri.substring(SCHEME.length()).replaceFirst("\\?.*", "");
        requirePoint(place, point);
        called.add(point);
    }

    private void requirePoint(String place, String point) {
        if (ExtensionPoint.of(point).isEmpty()) {
            problems.add(place + ": there is no " + SCHEME + point
                    + RouteReferences.hint(point, Set.copyOf(ExtensionPoint.names())) + "; the places are "
                    + String.join(", ", ExtensionPoint.names()));
        }
    }

    /** Those at a place, in the order in which they see a message. */
    List<Addition> at(String point) {
        return additions.stream()
                .filter(addition -> addition.point().equals(point))
                .toList();
    }

    /** A line for each problem, {@code file:line: reason}. */
    List<String> problems() {
        return List.copyOf(problems);
    }
}
