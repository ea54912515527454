package org.dicomcaravan.server.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomcaravan.plugin.InstalledPlugin;
import org.dicomcaravan.plugin.PluginSetting;
import org.dicomcaravan.plugin.SiteSettings;

/**
 * The names of settings of the plugins that are there, and those that are none. What a plugin does not declare, but takes,
 * is its own matter. Immutable.
 *
 * @param plugins those that are there
 */
public record PluginKeys(List<InstalledPlugin> plugins) {

    /**
     * A setting of a plugin under its full name.
     *
     * @param key its name, as {@code caravan.codec.jpeg.quality}
     * @param setting what its plugin says of it
     */
    public record Key(String key, PluginSetting setting) {

        /** The variable of the environment that sets it, too. */
        public String variable() {
            return SiteSettings.variable(key);
        }
    }

    /** Copies the list. */
    public PluginKeys {
        plugins = List.copyOf(plugins);
    }

    /** All that plugins declare, each name once, sorted by kind of plugin, then as the plugins are asked. */
    public List<Key> declared() {
        return plugins.stream()
                .flatMap(plugin ->
                        plugin.settings().stream().map(setting -> new Key(plugin.prefix() + setting.name(), setting)))
                .collect(Collectors.toMap(Key::key, key -> key, (first, second) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    /** What is wrong with the name of a property; empty if nothing is, or it is none of a plugin. */
    public Optional<String> property(String name) {
        boolean isKnown = Settings.OF_PLUGINS.stream().noneMatch(name::startsWith)
                || keys().anyMatch(name::equals)
                || open().anyMatch(prefix -> isBelow(name, prefix));
        return isKnown ? Optional.empty() : Optional.of(name + " is no setting of a plugin" + hint(name, keys()));
    }

    /** What is wrong with the name of a variable; empty if nothing is, or it is none of a plugin. */
    public Optional<String> variable(String name) {
        boolean isKnown =
                Settings.OF_PLUGINS.stream().map(SiteSettings::variable).noneMatch(name::startsWith)
                        || variables().anyMatch(name::equals)
                        || open().map(SiteSettings::variable).anyMatch(prefix -> isBelow(name, prefix));
        return isKnown
                ? Optional.empty()
                : Optional.of("Variable " + name + " of the environment is that of no setting of a plugin"
                        + hint(name, variables()));
    }

    private static boolean isBelow(String name, String prefix) {
        return name.startsWith(prefix) && name.length() > prefix.length();
    }

    private static String hint(String name, Stream<String> known) {
        return NearestName.of(name, known)
                .map(it -> "; " + it + " is")
                .orElse("; caravan plugins lists plugins and their settings");
    }

    private Stream<String> keys() {
        return declared().stream().map(Key::key);
    }

    private Stream<String> variables() {
        return declared().stream().map(Key::variable);
    }

    private Stream<String> open() {
        return plugins.stream().filter(InstalledPlugin::takesAnySetting).map(InstalledPlugin::prefix);
    }
}
