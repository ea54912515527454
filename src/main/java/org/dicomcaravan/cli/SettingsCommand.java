package org.dicomcaravan.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomcaravan.plugin.PluginSetting;
import org.dicomcaravan.server.Configuration;
import org.dicomcaravan.server.Plugins;
import org.dicomcaravan.server.settings.PluginKeys;
import org.dicomcaravan.server.settings.Setting;
import org.dicomcaravan.server.settings.Settings;
import org.dicomcaravan.text.Escaped;
import org.dicomcaravan.transcode.Limits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code settings}: what can be set, and what a server would find. */
@Command(
        name = "settings",
        description = "Lists all settings with the values that a server would find, and where each is set.")
final class SettingsCommand implements Callable<Integer> {

    private static final String MARKDOWN = """
            # Settings

            This page is what `./caravan settings --markdown` prints; a test holds it to that. Each setting is a line of
            `config/application.properties`, or of the file of the profile (`application-NAME.properties`), which wins
            over it; or a variable of the environment, which wins over both: capitals, with underscores for dots and
            hyphens (`CARAVAN_WORKERS` for `caravan.workers`). What is left out has its default. A name that is none, and
            a value that is not taken, is refused at the start.

            `./caravan settings` lists the values that a server would find, and where they are set; those that only a
            site's routes name are not listed, and missed by `routes validate` where they have no value. Settings of
            transcoders and codecs are at the end: here those of what is built in, and with `--transcoders` those that
            plugins declare, too. What a plugin takes and does not declare is on its own page.

            | setting | default | expected | is |
            |---|---|---|---|
            """;

    /**
     * A setting as a server would find it.
     *
     * @param value of a secret only whether there is one
     * @param setBy a file, a variable, or nothing but the default
     */
    record Row(
            String setting,
            String value,
            String setBy,
            @JsonProperty("default") String byDefault,
            String expected) {

        private static Row of(Setting setting, Configuration configuration) {
            return new Row(
                    setting.name(),
                    setting.shown(configuration.text(setting.name())),
                    configuration.whereSet(setting),
                    setting.byDefault(),
                    setting.expected());
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonFlag json;

    @Option(names = "--config", paramLabel = "DIR", description = "Settings. Default: config")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--transcoders", paramLabel = "DIR", description = "Plugins, *.jar. Default: transcoders")
    private Optional<Path> transcoders = Optional.empty();

    @Option(names = "--markdown", description = "As the page docs/settings.md.")
    private boolean markdown;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (markdown) {
            out.print(MARKDOWN);
            Settings.all().forEach(it -> out.print(row(it.name(), it.byDefault(), it.expected(), it.meaning())));
            for (PluginKeys.Key key : keys()) {
                PluginSetting it = key.setting();
                out.print(row(key.key(), it.byDefault(), it.expected(), it.meaning()));
            }
            out.flush();
        } else if (json.wanted()) {
            Configuration found = Configuration.read(config.orElseGet(() -> Home.folder("config")), System.getenv());
            Output.json(
                    out,
                    Output.tree(Settings.all().stream()
                            .map(setting -> Row.of(setting, found))
                            .toList()));
        } else {
            Output.table(out, rows(Configuration.read(config.orElseGet(() -> Home.folder("config")), System.getenv())));
        }
        return ExitCode.OK;
    }

    /** What transcoders and codecs declare, whatever a site set for them. */
    private List<PluginKeys.Key> keys() throws IOException {
        Path folder = transcoders.orElseGet(() -> Home.folder("transcoders"));
        try (Plugins plugins = Plugins.unset(folder, Limits.defaults())) {
            return plugins.keys().declared();
        }
    }

    /** Plugins bring words, too, which must not end a cell. */
    private static String row(String name, String byDefault, String expected, String meaning) {
        String value = byDefault.isEmpty() ? "" : "`" + byDefault + "`";
        return Stream.of("`" + name + "`", value, expected, meaning)
                .map(cell -> cell.replace("|", "\\|").replaceAll("\\s+", " "))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private List<List<String>> rows(Configuration configuration) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("SETTING", "VALUE", "SET BY"));
        for (Setting setting : Settings.all()) {
            Row row = Row.of(setting, configuration);
            rows.add(List.of(row.setting(), Escaped.of(row.value()), row.setBy()));
        }
        for (PluginKeys.Key key : keys()) {
            rows.add(List.of(
                    key.key(),
                    Escaped.of(configuration.text(key.key(), key.setting().byDefault())),
                    configuration.whereSet(key.key())));
        }
        return rows;
    }
}
