package org.dicomcaravan.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a server runs on; for {@code serve}, and for an {@code export} that brings its own. */
final class ServerFlags {
    /** Several stores in one variable: each starts with {@code projects/}. */
    private static final String BETWEEN_STORES = "[\\s,;]+(?=projects/)";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept: buckets/, state.db, " + "samples/. Default: data")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--config", paramLabel = "DIR", description = "Settings. Default: config")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--routes", paramLabel = "DIR", description = "The pipeline, *.camel.yaml. Default: routes")
    private Optional<Path> routes = Optional.empty();

    @Option(names = "--transcoders", paramLabel = "DIR", description = "Plugins, *.jar. Default: transcoders")
    private Optional<Path> transcoders = Optional.empty();

    @Option(
            names = "--store",
            paramLabel = "NAME=SOURCE",
            description = "A DICOM store: "
                    + "projects/P/locations/L/datasets/D/dicomStores/S=SOURCE, where SOURCE is a folder, "
                    + "http(s)://…/dicom-web or gs://BUCKET/PREFIX. May be given more than once.")
    private List<String> stores = new ArrayList<>();

    Path data() {
        return data.orElseGet(() -> Home.folder("data"));
    }

    Path config() {
        return config.orElseGet(() -> Home.folder("config"));
    }

    Path routes() {
        return routes.orElseGet(() -> Home.folder("routes"));
    }

    Path transcoders() {
        return transcoders.orElseGet(() -> Home.folder("transcoders"));
    }

    /** Sources by the full names of their stores, in the order given. */
    Map<String, String> stores() {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String given : stores) {
            for (String pair : given.strip().split(BETWEEN_STORES)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String source = equals < 0 ? "" : pair.substring(equals + 1);
                if (!ResourceNames.isStore(name) || source.isEmpty()) {
                    throw refuse("--store takes projects/P/locations/L/datasets/D/dicomStores/S=SOURCE, not " + pair);
                }
                if (sources.putIfAbsent(name, source) != null) {
                    throw refuse("--store names " + name + " twice");
                }
            }
        }
        return sources;
    }

    private ParameterException refuse(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
