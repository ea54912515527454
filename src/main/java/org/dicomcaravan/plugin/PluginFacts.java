package org.dicomcaravan.plugin;

import java.security.CodeSource;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.dicomcaravan.text.Pathless;

/** What holds for plugins of every kind, codecs as well as transcoders: where they are from. */
public final class PluginFacts {

    private PluginFacts() {}

    /** What a plugin's constructor threw, to follow what the class loader says of that; empty where that is all. */
    public static String thrownBy(Throwable failure) {
        return failure instanceof ServiceConfigurationError && failure.getCause() != null
                ? ": " + Pathless.of(failure.getCause().toString())
                : "";
    }

    /** The file name of the jar that a plugin's class is from; empty for what comes with the program. */
    public static Optional<String> jarOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (type.getClassLoader() == PluginFacts.class.getClassLoader() || source == null) {
            return Optional.empty();
        }
        String path = source.getLocation().getPath();
        return Optional.of(path.substring(path.lastIndexOf('/') + 1));
    }
}
