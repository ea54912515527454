package org.dicomcaravan.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Stores that nobody configured: a folder that was named where a store was expected. Its name says which folder it is,
 * so that two of them are two stores, and one that was left unfinished can be found again.
 */
public final class FolderStores {

    private static final String DATASET = "projects/caravan/locations/local/datasets/folders/dicomStores/";
    private static final int LONGEST_LABEL = 64;
    private static final int DIGEST_BYTES = 8;

    private FolderStores() {}

    /** The full name of the store that a folder is: its last part for the eye, and a digest of its whole path. */
    public static String name(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        String label = String.valueOf(whole.getFileName()).replaceAll("[^A-Za-z0-9_-]", "-");
        String shown = label.substring(0, Math.min(label.length(), LONGEST_LABEL));
        return DATASET + (whole.getFileName() == null ? "root" : shown) + "-" + digest(whole.toString());
    }

    /**
     * The store of such a name.
     *
     * @param source the folder that it was when it was named; found to be that by the name
     * @return empty for any other name
     */
    public static Optional<DicomStore> find(String name, String source) {
        return name.equals(name(Path.of(source))) ? Optional.of(new DirectoryStore(Path.of(source))) : Optional.empty();
    }

    private static String digest(String path) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
