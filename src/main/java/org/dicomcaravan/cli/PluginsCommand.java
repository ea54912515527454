package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomcaravan.plugin.RefusedSetting;
import org.dicomcaravan.server.Configuration;
import org.dicomcaravan.server.Plugins;
import org.dicomcaravan.transcode.Limits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plugins}: transcoders and codecs, as a server would find them. */
@Command(
        name = "plugins",
        description = "Lists transcoders and codecs, of plugins and built in: where each is from, what it does, its"
                + " settings, who is asked first, and what can't be used.")
final class PluginsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--transcoders", paramLabel = "DIR", description = "Plugins, *.jar. Default: transcoders")
    private Optional<Path> transcoders = Optional.empty();

    @Option(names = "--config", paramLabel = "DIR", description = "Settings. Default: config")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (transcoders.isPresent() && !Files.isDirectory(transcoders.get())) {
            throw Caravan.usage(spec, "--transcoders: there is no folder " + transcoders.get());
        }
        Path folder = transcoders.orElseGet(() -> Home.folder("transcoders"));
        Configuration configuration =
                Configuration.read(config.orElseGet(() -> Home.folder("config")), System.getenv());
        PluginList list = list(folder, configuration);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Output.json(out, list.json());
        } else {
            out.print(list.text());
            out.flush();
        }
        return ExitCode.OK;
    }

    /** A setting that a plugin refuses keeps a server from starting; it does not keep the others from being listed. */
    private static PluginList list(Path folder, Configuration configuration) throws IOException {
        try (Plugins plugins = Plugins.open(folder, configuration, Limits.defaults())) {
            return PluginList.of(plugins, plugins.unknown(configuration));
        } catch (RefusedSetting e) {
            try (Plugins plugins = Plugins.unset(folder, Limits.defaults())) {
                return PluginList.of(plugins, List.of(e.getMessage()));
            }
        }
    }
}
