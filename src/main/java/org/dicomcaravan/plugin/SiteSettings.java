package org.dicomcaravan.plugin;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a site set for plugins of one kind, in files and in the environment, which wins. Immutable.
 *
 * @param properties by the names of properties without the prefix: {@code jpeg.quality}
 * @param variables by the names of variables without the prefix: {@code JPEG_QUALITY}
 */
public record SiteSettings(Map<String, String> properties, Map<String, String> variables) {

    /** Copies both. */
    public SiteSettings {
        properties = Map.copyOf(properties);
        variables = Map.copyOf(variables);
    }

    /** Nothing is set. */
    public static SiteSettings none() {
        return new SiteSettings(Map.of(), Map.of());
    }

    /** What files alone set, without the prefix. */
    public static SiteSettings of(Map<String, String> properties) {
        return new SiteSettings(properties, Map.of());
    }

    /**
     * The settings whose names start with a prefix.
     *
     * @param prefix of properties, such as {@code caravan.codec.}
     * @param properties all of them
     * @param environment all variables
     */
    public static SiteSettings of(String prefix, Map<String, String> properties, Map<String, String> environment) {
        return new SiteSettings(after(prefix, properties), after(variable(prefix), environment));
    }

    /**
     * The settings of one plugin, by their names without its own and a dot. A variable reaches a setting that the plugin
     * declares, or that a file names; where the plugin declares none, one of any other name is given as lower case with a
     * dash for each underscore, {@code X_SOME_LEVEL} to {@code x} as {@code some-level}.
     */
    public Map<String, String> of(String plugin, List<PluginSetting> declared) {
        Map<String, String> own = new TreeMap<>(after(plugin + ".", properties));
        Map<String, String> set = after(variable(plugin + "."), variables);
        Map<String, String> names = new TreeMap<>();
        own.keySet().forEach(name -> names.put(variable(name), name));
        declared.forEach(setting -> names.put(variable(setting.name()), setting.name()));
        set.forEach((variable, value) -> {
            String guess =
                    declared.isEmpty() ? variable.toLowerCase(Locale.ROOT).replace('_', '-') : "";
            String name = names.getOrDefault(variable, guess);
            if (!name.isEmpty()) {
                own.put(name, value);
            }
        });
        return Collections.unmodifiableMap(own);
    }

    /** The variable that sets a property of this name. */
    public static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[. -]", "_");
    }

    private static Map<String, String> after(String prefix, Map<String, String> all) {
        Map<String, String> own = new TreeMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                own.put(name.substring(prefix.length()), value);
            }
        });
        return own;
    }
}
