package org.dicomcaravan.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/** Stores that configuration or command line name, each with its source. Immutable and thread-safe. */
public final class ConfiguredStores implements Stores {

    private static final String SEGMENT = "[\\p{L}\\p{N}._~-]{1,256}";
    private static final Pattern NAME = Pattern.compile("projects/" + SEGMENT.replace("._", ".:_") + "/locations/"
            + SEGMENT + "/datasets/" + SEGMENT + "/dicomStores/" + SEGMENT);

    private final SortedMap<String, DicomStore> stores;

    private ConfiguredStores(SortedMap<String, DicomStore> stores) {
        this.stores = Collections.unmodifiableSortedMap(stores);
    }

    /**
     * Stores by name and source.
     *
     * @param sources a folder for each full name
     * @throws IllegalArgumentException if a name is no store's, or a source is of no known kind; the message says
     *     what was expected
     */
    public static ConfiguredStores of(Map<String, String> sources) {
        SortedMap<String, DicomStore> stores = new TreeMap<>();
        sources.forEach((name, source) -> stores.put(checked(name), open(name, source)));
        return new ConfiguredStores(stores);
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(Quoted.of(name) + " is no name of a DICOM store: expected"
                    + " projects/P/locations/L/datasets/D/dicomStores/S");
        }
        return name;
    }

    private static DicomStore open(String name, String source) {
        if (source.isBlank() || source.matches("[a-z][a-z0-9+.-]+://.*")) {
            throw new IllegalArgumentException(
                    "Store " + name + " has the source \"" + source + "\": expected the path of a folder");
        }
        return new DirectoryStore(Path.of(source));
    }

    @Override
    public Optional<DicomStore> find(String name) {
        return Optional.ofNullable(stores.get(name));
    }

    @Override
    public Collection<String> names() {
        return stores.keySet();
    }
}
