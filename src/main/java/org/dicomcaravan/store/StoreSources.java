package org.dicomcaravan.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a store's source may be: the path of a folder, or a URL of a scheme that a {@link StoreFactory} knows. Immutable
 * and thread-safe.
 */
public final class StoreSources {

    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(//)?.*", Pattern.DOTALL);

    private final Map<String, StoreFactory> factories = new TreeMap<>();

    /** Folders, and what these make. */
    public StoreSources(List<StoreFactory> factories) {
        factories.forEach(factory -> this.factories.put(factory.scheme(), factory));
    }

    /**
     * The store of a source.
     *
     * @throws IllegalArgumentException if it is of no known kind, or not as its kind has to be; the message says what was
     *     expected
     * @throws IOException if stores of this kind can't be used here
     */
    DicomStore open(String source) throws IOException {
        Matcher url = URL.matcher(source);
        if (url.matches()) {
            StoreFactory factory = factories.get(url.group(1).toLowerCase(Locale.ROOT));
            boolean slashes = url.group(2) != null;
            if (factory != null && !slashes) { // nobody means a folder by it
                throw new IllegalArgumentException(
                        "expected " + factory.form() + ", or ./ before it where it is the path of a folder");
            }
            if (factory == null && slashes) {
                throw unknown();
            }
            if (factory != null) {
                return factory.open(source);
            }
        }
        if (source.isBlank()) {
            throw unknown();
        }
        return new DirectoryStore(Path.of(source));
    }

    private IllegalArgumentException unknown() {
        List<String> forms = new ArrayList<>(List.of("the path of a folder"));
        factories.values().forEach(factory -> forms.add(factory.form()));
        return new IllegalArgumentException("expected " + String.join(", or ", forms));
    }
}
