package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomcaravan.server.routes.Replacements;
import org.dicomcaravan.server.routes.RouteDifference;
import org.dicomcaravan.server.routes.RouteReview;
import org.dicomcaravan.server.routes.RouteSet;
import org.dicomcaravan.server.settings.NearestName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code routes diff}. */
@Command(
        name = "diff",
        description =
                "Shows how the routes that a site replaced, and files of the pipeline that were edited, differ from this"
                        + " version's.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:there is nothing to look at: what is replaced was taken from this version's",
            "1:a route was taken from another version's, or from nobody knows where, or a file of the pipeline is another",
            "64:wrong usage"
        },
        footer = "%nWhat is compared is the text, comments included, but not how its lines end.")
final class RoutesDiffCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RouteFlags flags;

    @Option(
            names = "--json",
            description =
                    "An array of objects with route, file, state, takenFrom, changedSince and diff; null is what is not"
                            + " known.")
    private boolean json;

    @Option(
            names = "--accept",
            paramLabel = "ID",
            description = "Note in the site's file that this replaced route has what it should of this version's.")
    private Optional<String> accept = Optional.empty();

    @Override
    public Integer call() throws IOException {
        RouteSet routes = flags.read();
        PrintWriter out = spec.commandLine().getOut();
        if (accept.isPresent()) {
            out.println(accept(routes, accept.get()));
            out.flush();
            return ExitCode.OK;
        }
        List<RouteDifference> differences = RouteReview.of(routes).differences();
        if (json) {
            Output.json(out, json(differences));
        } else {
            differences.forEach(difference -> {
                out.println(difference.sentence());
                out.println(difference.diff());
            });
            if (differences.isEmpty()) {
                out.println("No route is replaced, and the pipeline is as this version has it.");
            }
            out.flush();
        }
        return differences.stream().anyMatch(difference -> difference.state().needsReview())
                ? ExitCode.FAILURE
                : ExitCode.OK;
    }

    private String accept(RouteSet routes, String id) throws IOException {
        Replacements replacements = Replacements.of(routes);
        if (!replacements.replaced().contains(id)) {
            throw Caravan.usage(
                    spec,
                    "--accept: no route of the site replaces " + id
                            + NearestName.of(id, replacements.replaced().stream())
                                    .map(name -> "; did you mean " + name + "?")
                                    .orElse(""));
        }
        return replacements.accept(id) + ": route " + id + " is noted as taken from this version's.";
    }

    private static ArrayNode json(List<RouteDifference> differences) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        differences.forEach(difference -> all.addObject()
                .put("route", difference.route().orElse(null))
                .put("file", difference.file().toString())
                .put("state", difference.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("takenFrom", difference.takenFrom().orElse(null))
                .put("changedSince", difference.changedSince().orElse(null))
                .put("diff", difference.diff()));
        return all;
    }
}
