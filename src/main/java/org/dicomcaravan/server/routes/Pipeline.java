package org.dicomcaravan.server.routes;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomcaravan.export.Ending;

/**
 * Which routes call which: what {@link PipelineTree}, {@link PipelineChart} and {@link PipelineData} show. It is made of
 * routes with faults, too, as far as they can be understood, and its text may be printed as it is. Thread-safe.
 */
public final class Pipeline {

    /** The program says which of them is next. */
    private static final String NEXT_STAGE = "direct:${exchangeProperty.CaravanStage}";

    private final List<PipelineRoute> routes;
    private final List<PipelineRoute> configurations;
    private final List<String> unread;
    private final Map<String, PipelineRoute> entrances = new LinkedHashMap<>();
    private final PipelineOrder order;

    private Pipeline(
            List<PipelineRoute> routes, List<PipelineRoute> configurations, List<String> unread, Optional<String> id) {
        this.routes = List.copyOf(routes);
        this.configurations = List.copyOf(configurations);
        this.unread = List.copyOf(unread);
        routes.forEach(route -> entrances.putIfAbsent(entrance(route.from()), route));
        this.order = id.flatMap(asked -> routes.stream()
                        .filter(route -> route.id().equals(asked))
                        .findFirst())
                .map(asked -> PipelineOrder.of(asked, this::calls))
                .orElseGet(() -> PipelineOrder.of(routes, configurations, this::calls));
    }

    /** All routes of a set. */
    public static Pipeline of(RouteSet set) {
        PipelineReading reading = new PipelineReading(set.files());
        List<String> unread = set.files().stream()
                .flatMap(file -> file.problem().stream())
                .map(StepWords::clean)
                .toList();
        return new Pipeline(reading.routes(), reading.configurations(), unread, Optional.empty());
    }

    /** One route and what it calls; all where no route has this id, see {@link #ids}. */
    public Pipeline only(String id) {
        return new Pipeline(routes, configurations, unread, Optional.of(id));
    }

    /** Ids of all routes. */
    public List<String> ids() {
        return routes.stream()
                .map(PipelineRoute::id)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /** Files that nothing can be shown of, {@code file:line: reason}. */
    public List<String> unread() {
        return unread;
    }

    /** What is shown where. */
    PipelineOrder order() {
        return order;
    }

    /** The routes that a step sends to; of a place in the pipeline, those of the site in their order. */
    List<PipelineRoute> called(PipelineStep step) {
        return step.targets().stream().flatMap(this::begun).toList();
    }

    private List<PipelineRoute> calls(PipelineRoute route) {
        return steps(route).flatMap(step -> called(step).stream()).toList();
    }

    private Stream<PipelineRoute> begun(String uri) {
        String entrance = entrance(uri);
        if (entrance.equals(NEXT_STAGE)) {
            return Ending.STAGES.stream()
                    .map(stage -> entrances.get("direct:" + stage))
                    .filter(route -> route != null);
        }
        if (entrance.startsWith("site:")) {
            return routes.stream()
                    .filter(route -> entrance(route.from()).equals(entrance))
                    .sorted(Comparator.comparingInt((PipelineRoute route) ->
                                    route.addition().orElseThrow().order())
                            .thenComparing(PipelineRoute::id));
        }
        return Stream.ofNullable(entrances.get(entrance));
    }

    /** The same for an endpoint that is sent to, and for the one where what is sent comes out. */
    private static String entrance(String uri) {
        boolean named = uri.matches("(direct|seda|disruptor|site):.*");
        String plain = named ? uri.replaceFirst("://", ":").replaceFirst("\\?.*", "") : uri;
        return plain.replaceFirst("^\\{\\{(caravan\\.queue\\..+)\\.producer}}$", "{{$1.consumer}}");
    }

    /** The routes that send to a route. */
    List<PipelineRoute> callers(PipelineRoute route) {
        return Stream.concat(routes.stream(), configurations.stream())
                .filter(caller ->
                        calls(caller).stream().anyMatch(called -> called.key().equals(route.key())))
                .toList();
    }

    /** The routes that a configuration is for, of those that name one. */
    List<PipelineRoute> governed(PipelineRoute configuration) {
        return routes.stream()
                .filter(route -> List.of(route.rule().split(" ?, ?")).contains(configuration.id()))
                .toList();
    }

    /** All steps of a route, those inside of others, too. */
    static Stream<PipelineStep> steps(PipelineRoute route) {
        return route.steps().stream().flatMap(Pipeline::withInner);
    }

    private static Stream<PipelineStep> withInner(PipelineStep step) {
        return Stream.concat(Stream.of(step), step.steps().stream().flatMap(Pipeline::withInner));
    }

    /** What is shown, as the tree has it from the top down. */
    List<PipelineRoute> shown() {
        Map<String, PipelineRoute> found = new LinkedHashMap<>();
        order.roots().forEach(root -> follow(root.route(), found));
        return List.copyOf(found.values());
    }

    private void follow(PipelineRoute route, Map<String, PipelineRoute> found) {
        if (found.putIfAbsent(route.key(), route) == null) {
            calls(route).stream().filter(inner -> order.isBelow(inner, route)).forEach(inner -> follow(inner, found));
        }
    }
}
