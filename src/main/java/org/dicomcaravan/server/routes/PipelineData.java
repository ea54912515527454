package org.dicomcaravan.server.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** A pipeline as JSON, for programs. */
public final class PipelineData {

    private PipelineData() {}

    /**
     * {@code routes}, in the order of the tree, each with {@code id}, {@code description}, {@code from}, {@code origin}
     * ({@code own}, {@code added}, {@code replacing}), {@code file}, {@code place}, {@code errorRule}, {@code addition}
     * (where it is one) and {@code steps}; {@code errorRules}, which have {@code steps}; {@code unread}, files that nothing
     * is known of. A step has {@code step}, {@code about}, {@code calls} (ids) and {@code steps}.
     */
    public static ObjectNode of(Pipeline pipeline) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode routes = data.putArray("routes");
        ArrayNode rules = data.putArray("errorRules");
        pipeline.shown().forEach(route -> (route.isConfiguration() ? rules : routes).add(route(route, pipeline)));
        ArrayNode unread = data.putArray("unread");
        pipeline.unread().forEach(unread::add);
        return data;
    }

    private static ObjectNode route(PipelineRoute route, Pipeline pipeline) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("id", route.id());
        data.put("description", route.description());
        if (!route.isConfiguration()) {
            data.put("from", route.from());
            data.put("errorRule", route.rule());
        }
        data.put("origin", route.source().origin().name().toLowerCase(Locale.ROOT));
        data.put("file", route.source().file());
        data.put("place", route.source().place());
        route.addition()
                .ifPresent(at -> data.putObject("addition")
                        .put("point", at.point())
                        .put("order", at.order())
                        .put("onError", at.onError())
                        .put("changesBody", at.changesBody()));
        data.set("steps", steps(route.steps(), pipeline));
        return data;
    }

    private static ArrayNode steps(List<PipelineStep> steps, Pipeline pipeline) {
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        for (PipelineStep step : steps) {
            ObjectNode one = data.addObject().put("step", step.name()).put("about", step.about());
            ArrayNode calls = one.putArray("calls");
            pipeline.called(step).forEach(route -> calls.add(route.name()));
            one.set("steps", steps(step.steps(), pipeline));
        }
        return data;
    }
}
