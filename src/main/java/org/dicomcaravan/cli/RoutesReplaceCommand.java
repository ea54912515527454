package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dicomcaravan.server.routes.Replacements;
import org.dicomcaravan.server.settings.NearestName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code routes replace}. */
@Command(
        name = "replace",
        description =
                "Copies a route of this version into the site's folder replace, where it takes the place of the pipeline's.")
final class RoutesReplaceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonFlag json;

    @Mixin
    private RouteFlags flags;

    @Parameters(paramLabel = "ID", description = "Of the route: deliver-object.")
    private String id;

    @Override
    public Integer call() throws IOException {
        Replacements replacements = Replacements.of(flags.read());
        if (!replacements.replaceable().contains(id)) {
            throw Caravan.usage(
                    spec,
                    "This version has no route " + id
                            + NearestName.of(id, replacements.replaceable().stream())
                                    .map(name -> "; did you mean " + name + "?")
                                    .orElse("; it has " + String.join(", ", replacements.replaceable())));
        }
        Path file = replacements.make(id, flags.folders().replacing());
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            Output.json(out, Output.tree(Map.of("route", id, "file", file.toString())));
            return ExitCode.OK;
        }
        out.println(file + ": route " + id + " as this version has it.");
        out.println(
                "Change it there, look at it by `caravan routes validate`, and start the server anew. After an upgrade"
                        + " `caravan routes diff` says whether the pipeline's changed.");
        out.flush();
        return ExitCode.OK;
    }
}
