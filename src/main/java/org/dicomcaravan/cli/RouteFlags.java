package org.dicomcaravan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dicomcaravan.server.routes.RouteFolders;
import org.dicomcaravan.server.routes.RouteSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where routes are: those of the pipeline, and those of the site. */
final class RouteFlags {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--routes", paramLabel = "DIR", description = "The pipeline, *.camel.yaml. Default: routes")
    private Optional<Path> own = Optional.empty();

    @Option(
            names = "--site",
            paramLabel = "DIR",
            description =
                    "What a site adds to it, *.camel.yaml, and replace/*.camel.yaml, which take the place of routes of the"
                            + " pipeline. Default: the folder site of the pipeline's")
    private Optional<Path> site = Optional.empty();

    /** One that is named has to be there. */
    RouteFolders folders() {
        if (site.isPresent() && !Files.isDirectory(site.get())) {
            throw Caravan.usage(command, "--site: there is no folder " + site.get());
        }
        RouteFolders folders = RouteFolders.of(own.orElseGet(() -> Home.folder("routes")));
        return site.map(folder -> new RouteFolders(folders.own(), folder)).orElse(folders);
    }

    /** What is there; at least one file of the pipeline has to be. */
    RouteSet read() throws IOException {
        RouteFolders folders = folders();
        if (!Files.isDirectory(folders.own())) {
            throw Caravan.usage(command, "--routes: there is no folder " + folders.own());
        }
        RouteSet routes = RouteSet.read(folders);
        if (routes.isEmpty()) {
            throw Caravan.usage(command, folders.own() + ": no route here: expected files named *.camel.yaml");
        }
        return routes;
    }
}
