package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.plugin.PluginFolder;
import org.dicomcaravan.server.Configuration;
import org.dicomcaravan.server.routes.RouteFiles;
import org.dicomcaravan.server.routes.RouteFolders;
import org.dicomcaravan.server.routes.RouteSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code routes validate}. */
@Command(name = "routes", description = "The pipeline: *.camel.yaml files.", synopsisSubcommandLabel = "validate")
final class RoutesCommand {
    @Spec
    private CommandSpec spec;

    @Command(name = "validate", description = "Names what is wrong with the routes, by file and line.")
    int validate(
            @Mixin RouteFlags flags,
            @Option(names = "--config", paramLabel = "DIR", description = "Settings that they name. Default: config")
                    Optional<Path> config,
            @Option(names = "--transcoders", paramLabel = "DIR", description = "Plugins, *.jar. Default: transcoders")
                    Optional<Path> transcoders)
            throws IOException {
        RouteSet routes = routes(flags.folders());
        Configuration settings =
                Configuration.read(config.orElseGet(() -> Home.folder("config")), System.getenv());
        List<String> problems;
        try (PluginFolder plugins = PluginFolder.open(
                transcoders.orElseGet(() -> Home.folder("transcoders")), RoutesCommand.class.getClassLoader())) {
            problems = RouteFiles.validate(routes, settings::value, plugins.loader());
        }
        PrintWriter out = spec.commandLine().getOut();
        problems.forEach(out::println);
        if (problems.isEmpty()) {
            routes.additions().forEach(out::println);
            out.println(Words.count(routes.names().size(), "route file") + ": all valid.");
        }
        out.flush();
        return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private RouteSet routes(RouteFolders folders) throws IOException {
        if (!Files.isDirectory(folders.own())) {
            throw Caravan.usage(spec, "--routes: there is no folder " + folders.own());
        }
        RouteSet routes = RouteSet.read(folders);
        if (routes.isEmpty()) {
            throw Caravan.usage(spec, folders.own() + ": no route here: expected files named *.camel.yaml");
        }
        return routes;
    }
}
