package org.dicomcaravan.transcode;

import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dicomcaravan.codec.Codecs;

/**
 * A transcoder of the chain, and what it said at start.
 *
 * @param origin the file name of its jar; empty for a built-in one
 */
record Registration(Transcoder transcoder, String name, int order, Optional<String> origin, List<OutputType> types) {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_. -]{0,63}";

    /** Asks a transcoder what it is. Runs under guard. */
    static Registration of(Transcoder transcoder, Codecs codecs, Map<String, String> settings) {
        String name = transcoder.name();
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("name " + Quoted.of(name)
                    + " of a transcoder is not 1 to 64 letters, digits, blanks, dots, dashes and underscores");
        }
        transcoder.configure(settingsOf(name, settings));
        List<OutputType> types = List.copyOf(transcoder.produces(codecs));
        return new Registration(transcoder, name, transcoder.order(), originOf(transcoder.getClass()), types);
    }

    private static Map<String, String> settingsOf(String name, Map<String, String> settings) {
        Map<String, String> own = new TreeMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(name + ".")) {
                own.put(key.substring(name.length() + 1), value);
            }
        });
        return own;
    }

    private static Optional<String> originOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (type.getClassLoader() == Transcoder.class.getClassLoader() || source == null) {
            return Optional.empty();
        }
        String path = source.getLocation().getPath();
        return Optional.of(path.substring(path.lastIndexOf('/') + 1));
    }

    /** What messages call it. */
    String who() {
        return "transcoder " + name;
    }

    /** The format as this transcoder offers it, with its own extension; empty if it does not. */
    Optional<OutputFormat> offer(OutputFormat format) {
        return types.stream()
                .filter(type -> type.offers(format))
                .findFirst()
                .map(type -> new OutputFormat(format.mimeType(), type.extension(), format.transferSyntax()));
    }

    @Override
    public String toString() {
        return name + origin.map(jar -> " (" + jar + ")").orElse(" (built in)");
    }
}
