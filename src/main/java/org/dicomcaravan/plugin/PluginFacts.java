package org.dicomcaravan.plugin;

import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What holds for plugins of every kind, codecs as well as transcoders: where they are from, and their settings. */
public final class PluginFacts {

    private PluginFacts() {}

    /** The file name of the jar that a plugin's class is from; empty for what comes with the program. */
    public static Optional<String> jarOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (type.getClassLoader() == PluginFacts.class.getClassLoader() || source == null) {
            return Optional.empty();
        }
        String path = source.getLocation().getPath();
        return Optional.of(path.substring(path.lastIndexOf('/') + 1));
    }

    /** The settings of one plugin: those of all whose names start with its own and a dot, without that. */
    public static Map<String, String> settingsOf(String name, Map<String, String> all) {
        String prefix = name + ".";
        Map<String, String> own = new TreeMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                own.put(key.substring(prefix.length()), value);
            }
        });
        return own;
    }
}
