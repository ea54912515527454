package org.dicomcaravan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dicomcaravan.server.Configuration;
import org.dicomcaravan.server.ServerOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a server runs on; for {@code serve}, and for an {@code export} that brings its own. */
final class ServerFlags {
    /** Where a store is whose short name alone is given; that of the sample store in {@code config/stores.properties}. */
    static final String DATASET = "projects/caravan/locations/local/datasets/demo";

    /** As {@code ConfiguredStores} takes them; a dot or two are no name of a path. */
    private static final String SHORT_NAME = "(?!\\.{1,2}=)[\\p{L}\\p{N}._~-]{1,256}";

    private static final Pattern SHORT = Pattern.compile(SHORT_NAME + "(?==)");

    /** Several stores in one variable: each starts with {@code projects/}, or, behind a semicolon, with a short name. */
    private static final Pattern BETWEEN_STORES =
            Pattern.compile("[\\s,;]+(?=projects/)|\\s*;\\s*(?=" + SHORT_NAME + "=)");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept: buckets/, bigquery/, state.db, samples/. Default: data")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--config", paramLabel = "DIR", description = "Settings. Default: config")
    private Optional<Path> config = Optional.empty();

    @Mixin
    private RouteFlags routes;

    @Option(names = "--transcoders", paramLabel = "DIR", description = "Plugins, *.jar. Default: transcoders")
    private Optional<Path> transcoders = Optional.empty();

    @Option(
            names = "--store",
            paramLabel = "NAME=SOURCE",
            description = "A DICOM store. SOURCE is a folder or gs://BUCKET/PREFIX. NAME is one word, of a store in "
                    + DATASET
                    + ", or all of projects/P/locations/L/datasets/D/dicomStores/S. May be given more than once.")
    private List<String> stores = new ArrayList<>();

    private final Map<String, String> added = new LinkedHashMap<>();

    /** What a server needs to start that lives until it is stopped. */
    ServerOptions serving(String host, int port) {
        return options(host, port, true);
    }

    /** What a server needs that does one export, leaves all others alone, and ends with it. */
    ServerOptions forOneExport(String host) {
        return options(host, 0, false);
    }

    private ServerOptions options(String host, int port, boolean serving) {
        Map<String, String> all = stores();
        all.putAll(added);
        return new ServerOptions(
                host, port, data(), folder(config, "config"), routes.folders(), plugins(), all, serving, serving);
    }

    /** One more store. */
    void add(String name, String source) {
        added.put(name, source);
    }

    /** Whether any store was named. */
    boolean namesStores() {
        return !stores.isEmpty();
    }

    /** The settings that a server would have. */
    Configuration configuration() throws IOException {
        return Configuration.read(folder(config, "config"), System.getenv());
    }

    Path data() {
        return data.orElseGet(() -> Home.folder("data"));
    }

    /** What names the data folder to another command; nothing where that takes the same one by itself. */
    String dataFlag() {
        return data.map(folder -> " --data " + folder).orElse("");
    }

    /** One that is named has to be there; that of the program need not be. */
    private Path plugins() {
        if (transcoders.isPresent() && !Files.isDirectory(transcoders.get())) {
            throw refuse("--transcoders: there is no folder " + transcoders.get()
                    + "; name the one that plugins lie in, or leave it out");
        }
        return folder(transcoders, "transcoders");
    }

    private static Path folder(Optional<Path> given, String name) {
        return given.orElseGet(() -> Home.folder(name));
    }

    /** Sources by the full names of their stores, in the order given. */
    private Map<String, String> stores() {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String given : stores) {
            for (String pair : BETWEEN_STORES.split(given.strip(), -1)) {
                int equals = pair.indexOf('=');
                String name = SHORT.matcher(pair).lookingAt()
                        ? DATASET + "/dicomStores/" + pair.substring(0, equals)
                        : pair.substring(0, Math.max(equals, 0));
                String source = pair.substring(equals + 1);
                if (!ResourceNames.isStore(name) || source.isEmpty()) {
                    throw refuse("--store takes NAME=SOURCE, where NAME is letters, digits, '.', '_', '~' and '-', or"
                            + " projects/P/locations/L/datasets/D/dicomStores/S, not " + pair);
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
