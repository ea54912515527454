package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomcaravan.plugin.PluginFolder;
import org.dicomcaravan.server.Configuration;
import org.dicomcaravan.server.routes.RouteFiles;
import org.dicomcaravan.server.routes.RouteReview;
import org.dicomcaravan.server.routes.RouteSet;
import org.dicomcaravan.text.Escaped;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code routes validate}. */
@Command(name = "validate", description = "Names what is wrong with the routes, by file and line.")
final class RoutesValidateCommand implements Callable<Integer> {
    /**
     * What was found.
     *
     * @param additions where routes of the site take part
     * @param notes what is no fault, and wants to be known
     */
    record Validated(int files, List<String> problems, List<String> additions, List<String> notes) {}

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonFlag json;

    @Mixin
    private RouteFlags flags;

    @Option(names = "--config", paramLabel = "DIR", description = "Settings that they name. Default: config")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--transcoders", paramLabel = "DIR", description = "Plugins, *.jar. Default: transcoders")
    private Optional<Path> transcoders = Optional.empty();

    @Override
    public Integer call() throws IOException {
        RouteSet routes = flags.read();
        Configuration settings = Configuration.read(config.orElseGet(() -> Home.folder("config")), System.getenv());
        List<String> problems;
        try (PluginFolder plugins = PluginFolder.open(
                transcoders.orElseGet(() -> Home.folder("transcoders")),
                RoutesValidateCommand.class.getClassLoader())) {
            problems = RouteFiles.validate(routes, settings::value, plugins.loader());
        }
        print(new Validated(routes.names().size(), problems, routes.additions(), notes(routes)));
        return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private void print(Validated found) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            Output.json(out, Output.tree(found));
            return;
        }
        found.problems().forEach(problem -> out.println(Escaped.of(problem)));
        if (found.problems().isEmpty()) {
            found.additions().forEach(line -> out.println(Escaped.of(line)));
            found.notes().forEach(line -> out.println("Note: " + Escaped.of(line)));
            out.println(Words.count(found.files(), "route file") + ": all valid.");
        }
        out.flush();
    }

    private List<String> notes(RouteSet routes) throws IOException {
        List<String> notes = new ArrayList<>(RouteReview.outdated(routes));
        notes.addAll(RouteSet.ignored(flags.folders()));
        return notes;
    }
}
