package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.dicomcaravan.plugin.PluginFolder;
import org.dicomcaravan.samples.Samples;
import org.dicomcaravan.server.Configuration;
import org.dicomcaravan.server.ServerOptions;
import org.dicomcaravan.server.routes.RouteFiles;
import org.dicomcaravan.server.routes.RouteFolders;
import org.dicomcaravan.server.routes.RouteSet;
import org.dicomcaravan.server.routes.RouteSettings;
import org.dicomcaravan.text.Escaped;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code routes try}: what a site's file makes of the sample store. */
@Command(
        name = "try",
        description =
                "Exports the sample store without a site's file and with it, each into a folder of its own, and says"
                        + " what became different. What the file sends elsewhere is really sent.")
final class RoutesTryCommand implements Callable<Integer> {

    private static final String HOST = "127.0.0.1";
    private static final int NAMES_SHOWN = 3;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files as routes/site or routes/site/replace may have.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private JsonFlag json;

    @Mixin
    private RouteFlags flags;

    @Option(names = "--config", paramLabel = "DIR", description = "Settings. Default: config")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--transcoders", paramLabel = "DIR", description = "Plugins, *.jar. Default: transcoders")
    private Optional<Path> transcoders = Optional.empty();

    @Option(
            names = "--mime-type",
            paramLabel = "TYPE",
            description = "What the objects shall be, such as image/png. Default: DICOM as stored.")
    private Optional<String> mimeType = Optional.empty();

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "Keep what came out, in the folders without/ and with/ of this one, which must not be there yet.")
    private Optional<Path> keep = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException, ServerRefusal {
        Path settings = config.orElseGet(() -> Home.folder("config"));
        TrialSettings trial = TrialSettings.of(settings, System.getenv());
        if (!trial.areOfOneServer()) {
            throw Caravan.usage(
                    spec,
                    settings + " sends objects to a cloud, or shares its work with other servers, and a trial goes to"
                            + " folders alone: name a folder by --config whose profile is embedded");
        }
        files.stream().filter(file -> !Files.isRegularFile(file)).findFirst().ifPresent(file -> {
            throw Caravan.usage(spec, "there is no file " + file);
        });
        files.stream().filter(file -> !RouteSet.isOne(file)).findFirst().ifPresent(file -> {
            throw Caravan.usage(spec, file + " is no file of routes: expected a name that ends in .camel.yaml");
        });
        if (files.stream().map(Path::getFileName).distinct().count() < files.size()) {
            throw Caravan.usage(spec, "two files have one name, and a site could have but one of them");
        }
        keep.filter(Files::exists).ifPresent(folder -> {
            throw Caravan.usage(spec, "--keep: " + folder + " is there already");
        });
        try (TrialFolder folder = keep.isPresent() ? TrialFolder.kept(keep.get()) : TrialFolder.passing()) {
            RouteSet current = flags.read();
            List<Path> replacing = new ArrayList<>();
            for (Path file : files) {
                if (current.isReplacedBy(file)) {
                    replacing.add(file);
                }
            }
            List<Path> added = new ArrayList<>(files);
            added.removeAll(replacing);
            RouteFolders without = folder.copy("without", flags.folders(), added, replacing);
            RouteFolders with = folder.copy("with", flags.folders(), added, replacing);
            for (Path file : files) {
                folder.add(with, file, replacing.contains(file));
            }
            List<String> problems = problems(with, trial.configuration());
            problems.forEach(problem -> spec.commandLine().getOut().println(Escaped.of(inPlace(problem, with))));
            if (!problems.isEmpty()) {
                spec.commandLine().getOut().flush();
                return ExitCode.FAILURE;
            }
            if (!spec.root().commandLine().getParseResult().hasMatchedOption("--verbose")) {
                Logs.quiet();
            }
            Set<String> own = new TreeSet<>(RouteSettings.named(RouteSet.read(with)));
            own.removeAll(RouteSettings.named(RouteSet.read(without)));
            Path plain = folder.settings("without", settings, own);
            Path whole = folder.settings("with", settings, Set.of());
            RouteTrial before = RouteTrial.run(options(folder.data("without"), plain, without), trial.environment(), mimeType);
            RouteTrial after = RouteTrial.run(options(folder.data("with"), whole, with), trial.environment(), mimeType);
            if (json.wanted()) {
                Output.json(spec.commandLine().getOut(), Output.tree(RouteTrial.Comparison.of(before, after)));
            } else {
                print(before, after);
            }
            return code(before, after);
        }
    }

    private static int code(RouteTrial before, RouteTrial after) {
        if (after.operation().error().isPresent()) {
            return ExitCode.FAILURE;
        }
        boolean failsMore = after.operation().failure() > before.operation().failure();
        return failsMore ? ExitCode.INSTANCES_FAILED : ExitCode.OK;
    }

    /** By the name that the user knows it by. */
    private String inPlace(String problem, RouteFolders trial) {
        String text = problem;
        for (Path file : files) {
            text = text.replace(trial.site().resolve(file.getFileName()).toString(), file.toString())
                    .replace(trial.replacing().resolve(file.getFileName()).toString(), file.toString());
        }
        return text;
    }

    private Path plugins() {
        return transcoders.orElseGet(() -> Home.folder("transcoders"));
    }

    private List<String> problems(RouteFolders folders, Configuration known) throws IOException {
        try (PluginFolder jars = PluginFolder.open(plugins(), RoutesTryCommand.class.getClassLoader())) {
            return RouteFiles.validate(RouteSet.read(folders), known::value, jars.loader());
        }
    }

    private ServerOptions options(Path data, Path settings, RouteFolders routes) {
        Map<String, String> samples = Map.of(
                ServerFlags.DATASET + "/dicomStores/" + Samples.STORE,
                Samples.folder(data).toString());
        return new ServerOptions(HOST, 0, data, settings, routes, plugins(), samples, false, false);
    }

    private void print(RouteTrial before, RouteTrial after) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-20s %9s %9s%n", "", "WITHOUT", "WITH");
        row(
                out,
                "instances exported",
                before.operation().success(),
                after.operation().success());
        row(out, "left out", before.leftOut(), after.leftOut());
        row(out, "failed", before.operation().failure(), after.operation().failure());
        row(out, "objects", before.objects().size(), after.objects().size());
        names(out, "with other bytes", after.changed(before));
        names(out, "that are missing", after.missing(before));
        names(out, "that are new", before.missing(after));
        after.operation()
                .error()
                .ifPresent(error -> out.println(
                        "The export with it ended in an error: " + error.code() + ": " + Escaped.of(error.message())));
        if (after.operation().failure() > before.operation().failure()) {
            out.println("Failures with it:");
            after.failures().forEach(group -> Summary.print(out, group));
        }
        keep.ifPresent(folder -> out.println("Kept in " + folder + "."));
        out.flush();
    }

    private static void row(PrintWriter out, String what, long without, long with) {
        out.printf("%-20s %9d %9d%n", what, without, with);
    }

    private static void names(PrintWriter out, String what, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        out.println(Words.count(names.size(), "object") + " " + what + ":");
        names.stream().limit(NAMES_SHOWN).forEach(name -> out.println("    " + Escaped.of(name)));
        if (names.size() > NAMES_SHOWN) {
            out.println("    … and " + (names.size() - NAMES_SHOWN) + " more");
        }
    }
}
