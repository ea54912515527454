package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.plugin.PluginFolder;
import org.dicomcaravan.server.RouteFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code routes validate}. */
@Command(name = "routes", description = "The pipeline: *.camel.yaml files.", synopsisSubcommandLabel = "validate")
final class RoutesCommand {
    /** What was found in a folder of routes. */
    record Validated(String folder, int files, List<String> problems) {}

    @Spec
    private CommandSpec spec;

    @Command(name = "validate", description = "Holds the routes against Camel's schema; names file, line and reason.")
    int validate(
            @Mixin JsonFlag json,
            @Option(names = "--routes", paramLabel = "DIR", description = "The folder. Default: routes")
                    Optional<Path> given,
            @Option(names = "--config", paramLabel = "DIR", description = "Settings that they name. Default: config")
                    Optional<Path> config,
            @Option(names = "--transcoders", paramLabel = "DIR", description = "Plugins, *.jar. Default: transcoders")
                    Optional<Path> transcoders)
            throws IOException {
        Path folder = given.orElseGet(() -> Home.folder("routes"));
        if (!Files.isDirectory(folder)) {
            throw Caravan.usage(spec, "--routes: there is no folder " + folder);
        }
        List<String> problems;
        try (PluginFolder plugins = PluginFolder.open(
                transcoders.orElseGet(() -> Home.folder("transcoders")), RoutesCommand.class.getClassLoader())) {
            problems = RouteFiles.validate(folder, config.orElseGet(() -> Home.folder("config")), plugins.loader());
        }
        PrintWriter out = spec.commandLine().getOut();
        int files = RouteFiles.list(folder).size();
        if (json.wanted()) {
            Output.json(out, Output.tree(new Validated(folder.toString(), files, problems)));
        } else {
            problems.forEach(out::println);
            if (problems.isEmpty()) {
                out.println(Words.count(files, "route file") + " in " + folder + ": all valid.");
            }
            out.flush();
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
    }
}
