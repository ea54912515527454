package org.dicomcaravan.plugin;

import java.util.List;
import java.util.Optional;

/**
 * A plugin that works, or what is built in, as lists show it. Immutable.
 *
 * @param kind what it is
 * @param name what it calls itself
 * @param jar the file name of its jar; empty for what is built in
 * @param order when it is asked; lower is earlier
 * @param offers what it makes or reads: mime types with their transfer syntaxes, or UIDs of transfer syntaxes; sorted as it
 *     said them, or by UID
 * @param settings those that it declares
 */
public record InstalledPlugin(
        Kind kind, String name, Optional<String> jar, int order, List<String> offers, List<PluginSetting> settings) {

    /** What a plugin may be. */
    public enum Kind {
        /** Makes files of instances. */
        TRANSCODER("transcoder", "caravan.transcoder."),
        /** Reads frames of transfer syntaxes. */
        DECODER("decoder", ""),
        /** Writes frames in transfer syntaxes. */
        ENCODER("encoder", "caravan.codec.");

        private final String word;
        private final String prefix;

        Kind(String word, String prefix) {
            this.word = word;
            this.prefix = prefix;
        }

        /** What messages call it. */
        public String word() {
            return word;
        }

        /** What the names of its settings begin with; empty if it takes none. */
        public String prefix() {
            return prefix;
        }
    }

    /** Copies the lists. */
    public InstalledPlugin {
        offers = List.copyOf(offers);
        settings = List.copyOf(settings);
    }

    /** Whether settings may be set that it does not declare: those of a plugin that declares none are its own matter. */
    public boolean takesAnySetting() {
        return jar.isPresent() && settings.isEmpty() && !kind.prefix().isEmpty();
    }

    /** What the names of its settings begin with in the configuration. */
    public String prefix() {
        return kind.prefix() + name + ".";
    }

    /** Where it is from: the file name of its jar, or {@code built in}. */
    public String origin() {
        return jar.orElse("built in");
    }

    @Override
    public String toString() {
        return name + " (" + origin() + ")";
    }
}
