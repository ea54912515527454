package org.dicomcaravan.server.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;

/** What routes may not do, whoever wrote them, since they would go on with wrong results. */
public final class RouteRules {

    private static final String INSTANCE_ROUTE = "export-instance";

    private RouteRules() {}

    /**
     * Looks at the routes of a context, before anything is sent through them.
     *
     * @throws IllegalArgumentException if a rule is broken; the message names the route, and says what to do
     */
    public static void check(CamelContext context) {
        RouteDefinition route = ((ModelCamelContext) context).getRouteDefinition(INSTANCE_ROUTE);
        if (route == null) {
            return;
        }
        for (SplitDefinition split :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SplitDefinition.class)) {
            if (isOn(context, split.getParallelProcessing())) {
                throw new IllegalArgumentException("Route " + INSTANCE_ROUTE
                        + " splits an instance into its outputs with parallelProcessing, but they are made one after the"
                        + " other; take it out there, and set caravan.workers, or use it on the split of route"
                        + " export-batch");
            }
        }
    }

    private static boolean isOn(CamelContext context, String flag) {
        return flag != null && Boolean.parseBoolean(context.resolvePropertyPlaceholders(flag));
    }
}
