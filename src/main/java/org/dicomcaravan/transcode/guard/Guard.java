package org.dicomcaravan.transcode.guard;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dicomcaravan.plugin.PluginFacts;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.Transcoder;
import org.dicomcaravan.transcode.builtin.BuiltInTranscoder;

/**
 * The crews on whose threads other people's code runs: one a plugin, which is a jar, so that what hangs counts against
 * that plugin alone; and one for what is built in, which ends when it is interrupted, and so is never refused.
 * Thread-safe.
 */
final class Guard {

    /** Codecs look every 0.1 s; a call into a library of the JDK may take longer to come back. */
    private static final Duration BUILT_IN_PATIENCE = Duration.ofSeconds(1);

    /** Shorter, since what is built in may be waiting for a plugin's codec. */
    private static final Duration PLUGIN_PATIENCE = Duration.ofMillis(500);

    private final Limits limits;
    private final ClassLoader plugins;
    private final Crew builtIn;
    private final Map<String, Crew> crews = new ConcurrentHashMap<>();

    /** A guard whose threads find classes and services through {@code plugins}. */
    Guard(Limits limits, ClassLoader plugins) {
        this.limits = limits;
        this.plugins = plugins;
        this.builtIn = new Crew("built-in", Integer.MAX_VALUE, BUILT_IN_PATIENCE, plugins);
    }

    /** The crew of what comes with the program. */
    Crew builtIn() {
        return builtIn;
    }

    /** The crew that a transcoder works on. */
    Crew crewOf(Transcoder transcoder) {
        return transcoder instanceof BuiltInTranscoder ? builtIn : plugin(transcoder.getClass());
    }

    /** The crew of the plugin that a class is from: of its jar, or of the class where there is none. */
    Crew plugin(Class<?> type) {
        String name = PluginFacts.jarOf(type).orElseGet(type::getName);
        return crews.computeIfAbsent(
                name, origin -> new Crew("plugin " + origin, limits.hung(), PLUGIN_PATIENCE, plugins));
    }

    /** The number of calls that were left behind and still run. */
    int hanging() {
        return builtIn.hanging()
                + crews.values().stream().mapToInt(Crew::hanging).sum();
    }
}
