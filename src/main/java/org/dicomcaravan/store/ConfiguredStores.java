package org.dicomcaravan.store;

import java.io.IOException;
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
    private final SortedMap<String, String> sources;

    private ConfiguredStores(SortedMap<String, DicomStore> stores, SortedMap<String, String> sources) {
        this.stores = Collections.unmodifiableSortedMap(stores);
        this.sources = Collections.unmodifiableSortedMap(sources);
    }

    /**
     * Stores by name and source.
     *
     * @param sources a source for each full name
     * @param kinds what a source may be
     * @throws IllegalArgumentException if a name is no store's, or a source is of no known kind; the message says
     *     what was expected
     * @throws IOException if stores of some kind can't be used here
     */
    public static ConfiguredStores of(Map<String, String> sources, StoreSources kinds) throws IOException {
        SortedMap<String, DicomStore> stores = new TreeMap<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            stores.put(checked(source.getKey()), open(source.getKey(), source.getValue(), kinds));
        }
        return new ConfiguredStores(stores, new TreeMap<>(sources));
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(Quoted.of(name) + " is no name of a DICOM store: expected"
                    + " projects/P/locations/L/datasets/D/dicomStores/S");
        }
        return name;
    }

    private static DicomStore open(String name, String source, StoreSources kinds) throws IOException {
        try {
            return kinds.open(source);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Store " + name + " can't have the source " + Quoted.of(source) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<DicomStore> find(String name) {
        return Optional.ofNullable(stores.get(name));
    }

    @Override
    public Collection<String> names() {
        return stores.keySet();
    }

    /** The sources by full names, as they were given; for those who run the server. */
    public SortedMap<String, String> sources() {
        return sources;
    }
}
