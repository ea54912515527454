package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomcaravan.plugin.PluginFolder;
import org.dicomcaravan.server.Configuration;
import org.dicomcaravan.server.routes.RouteFiles;
import org.dicomcaravan.server.routes.RouteReview;
import org.dicomcaravan.server.routes.RouteSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code routes validate}. */
@Command(name = "validate", description = "Names what is wrong with the routes, by file and line.")
final class RoutesValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

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
        PrintWriter out = spec.commandLine().getOut();
        problems.forEach(out::println);
        if (problems.isEmpty()) {
            routes.additions().forEach(out::println);
            RouteReview.outdated(routes).forEach(line -> out.println("Note: " + line));
            out.println(Words.count(routes.names().size(), "route file") + ": all valid.");
        }
        out.flush();
        return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
    }
}
