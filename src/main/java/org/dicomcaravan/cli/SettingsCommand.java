package org.dicomcaravan.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomcaravan.server.Configuration;
import org.dicomcaravan.server.settings.Setting;
import org.dicomcaravan.server.settings.Settings;
import org.dicomcaravan.text.Escaped;
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

            `./caravan settings` lists the values that a server would find, and where they are set. Settings of plugins
            begin with `caravan.transcoder.` and `caravan.codec.`, and are those that the plugin's page names; a site's own
            are those that its routes name.

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
            String value = configuration.text(setting.name());
            return new Row(
                    setting.name(),
                    setting.isSecret() && !value.isEmpty() ? "(not shown)" : value,
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

    @Option(names = "--markdown", description = "As the page docs/settings.md.")
    private boolean markdown;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (markdown) {
            out.print(MARKDOWN);
            Settings.all().forEach(setting -> out.print(row(setting)));
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

    private static String row(Setting setting) {
        String byDefault = setting.byDefault().isEmpty() ? "" : "`" + setting.byDefault() + "`";
        return "| `" + setting.name() + "` | " + byDefault + " | " + setting.expected() + " | " + setting.meaning()
                + " |\n";
    }

    private static List<List<String>> rows(Configuration configuration) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("SETTING", "VALUE", "SET BY"));
        for (Setting setting : Settings.all()) {
            Row row = Row.of(setting, configuration);
            rows.add(List.of(row.setting(), Escaped.of(row.value()), row.setBy()));
        }
        return rows;
    }
}
