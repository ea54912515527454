package org.dicomcaravan.server.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dicomcaravan.server.site.ExtensionPoint;

/** Makes routes to be read of files of routes, as far as those can be understood; what can't be, is left out. */
final class PipelineReading {

    private static final Set<String> SENDING = Set.of("to", "toD", "wireTap", "enrich", "poll", "pollEnrich");

    /** Their expression is a list of endpoints. */
    private static final Set<String> LISTING = Set.of("recipientList", "routingSlip", "dynamicRouter");

    /** Blocks of a step that are steps inside of it. */
    private static final List<String> INSIDE = List.of("when", "otherwise");

    /** Blocks of a step that read as steps behind it. */
    private static final List<String> BEHIND = List.of("doCatch", "doFinally", "onFallback");

    /** Where a route begins that doesn't say. */
    private static final String NOWHERE = "?";

    private static final Pattern ON_ERROR = Pattern.compile("[?&]onError=(\\w+)");

    private final List<RouteFile> files;
    private final RouteAdditions additions;

    PipelineReading(List<RouteFile> files) {
        this.files = files;
        this.additions = RouteAdditions.of(files);
    }

    /** Routes, in the order of the files. */
    List<PipelineRoute> routes() {
        return items((file, item) -> {
            JsonNode node = file.items().path(item);
            JsonNode route = node.has("from") ? node : node.path("route");
            JsonNode from = route.path("from");
            String uri = StepWords.clean(uri(from));
            return route.isObject()
                    ? Optional.of(route(file, item, route, uri.isEmpty() ? NOWHERE : uri))
                    : Optional.empty();
        });
    }

    /** Configurations that have steps, in the order of the files. */
    List<PipelineRoute> configurations() {
        return items((file, item) -> {
            JsonNode configuration = file.items().path(item).path("routeConfiguration");
            List<PipelineStep> steps = new ArrayList<>();
            configuration.path("onException").forEach(on -> {
                JsonNode rule = on.path("onException");
                if (!rule.path("steps").isEmpty()) {
                    steps.addAll(step("onException", rule));
                }
            });
            return steps.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new PipelineRoute(
                            StepWords.clean(configuration.path("id").asText()),
                            StepWords.firstSentence(
                                    configuration.path("description").asText()),
                            "",
                            "",
                            source(file, item),
                            Optional.empty(),
                            steps));
        });
    }

    private interface ItemReader {
        Optional<PipelineRoute> read(RouteFile file, int item);
    }

    private List<PipelineRoute> items(ItemReader reader) {
        List<PipelineRoute> read = new ArrayList<>();
        for (RouteFile file : files) {
            for (int item = 0; item < file.items().size(); item++) {
                reader.read(file, item).ifPresent(read::add);
            }
        }
        return read;
    }

    private PipelineRoute route(RouteFile file, int item, JsonNode route, String uri) {
        JsonNode from = route.path("from");
        return new PipelineRoute(
                StepWords.clean(route.path("id").asText()),
                StepWords.firstSentence(route.path("description")
                        .asText(from.path("description").asText())),
                uri,
                StepWords.clean(route.path("routeConfigurationId").asText()),
                source(file, item),
                addition(file, item, from, uri),
                steps(from.has("steps") ? from.path("steps") : route.path("steps")));
    }

    private static PipelineRoute.Source source(RouteFile file, int item) {
        return new PipelineRoute.Source(
                file.origin(),
                StepWords.clean(file.origin().folder() + file.name()),
                StepWords.clean(file.place("/" + item)),
                file.path() + "#" + item);
    }

    private Optional<PipelineRoute.Addition> addition(RouteFile file, int item, JsonNode from, String uri) {
        if (!uri.startsWith("site:")) {
            return Optional.empty();
        }
        String point = uri.replaceFirst("site:([^?]*).*", "$1");
        String place = file.place("/" + item + "/route/from/uri");
        int order = additions.at(point).stream()
                .filter(at -> at.place().equals(place) && at.route().equals(file.routeId(item)))
                .mapToInt(RouteAdditions.Addition::order)
                .findFirst()
                .orElse(ExtensionPoint.DEFAULT_ORDER);
        return Optional.of(new PipelineRoute.Addition(
                point,
                order,
                onError(from, point, uri),
                from.at("/parameters/changesBody").asBoolean() || uri.contains("changesBody=true")));
    }

    private static String onError(JsonNode from, String point, String uri) {
        String given = StepWords.clean(from.at("/parameters/onError").asText());
        Matcher inUri = ON_ERROR.matcher(uri);
        if (!given.isEmpty()) {
            return given;
        }
        String byPlace = ExtensionPoint.of(point)
                .map(known -> known.onError().name().toLowerCase(Locale.ROOT))
                .orElse("");
        return inUri.find() ? inUri.group(1) : byPlace;
    }

    private static String uri(JsonNode endpoint) {
        return endpoint.isTextual()
                ? endpoint.textValue()
                : endpoint.path("uri").asText();
    }

    private static List<PipelineStep> steps(JsonNode steps) {
        List<PipelineStep> read = new ArrayList<>();
        steps.forEach(item -> item.properties().forEach(step -> read.addAll(step(step.getKey(), step.getValue()))));
        return read;
    }

    /** A step, and those that belong behind it. */
    private static List<PipelineStep> step(String name, JsonNode value) {
        List<PipelineStep> inside = new ArrayList<>(steps(value.path("steps")));
        INSIDE.forEach(block -> blocks(value.path(block)).forEach(it -> inside.addAll(step(block, it))));
        List<PipelineStep> read = new ArrayList<>();
        boolean sends = SENDING.contains(name) && !uri(value).isEmpty();
        read.add(new PipelineStep(
                StepWords.clean(name),
                sends ? StepWords.endpoint(uri(value)) : StepWords.about(name, value),
                targets(name, value),
                inside));
        BEHIND.forEach(block -> blocks(value.path(block)).forEach(it -> read.addAll(step(block, it))));
        return read;
    }

    private static Stream<JsonNode> blocks(JsonNode block) {
        List<JsonNode> blocks = new ArrayList<>();
        if (block.isArray()) {
            block.forEach(blocks::add);
        } else if (block.isObject()) {
            blocks.add(block);
        }
        return blocks.stream();
    }

    private static List<String> targets(String name, JsonNode value) {
        if (LISTING.contains(name)) {
            return Stream.of(StepWords.expression(value).split(","))
                    .map(StepWords::clean)
                    .toList();
        }
        return SENDING.contains(name) && !uri(value).isEmpty() ? List.of(StepWords.clean(uri(value))) : List.of();
    }
}
