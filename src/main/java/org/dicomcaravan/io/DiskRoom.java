package org.dicomcaravan.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room a disk has left, for sentences that say that it is not enough. */
public final class DiskRoom {
    private static final long KIBI = 1024;
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    private DiskRoom() {}

    /**
     * What goes on after "the disk is full": {@code , with 12 KiB free}; empty where nobody knows.
     *
     * @param place a file or folder on the disk, which need not be there
     */
    public static String left(Path place) {
        Path there = place.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return ", with " + words(Files.getFileStore(there).getUsableSpace()) + " free";
        } catch (IOException | SecurityException e) {
            return "";
        }
    }

    /** Rounded down, to the unit in which it is less than ten thousand or so. */
    static String words(long bytes) {
        long number = bytes / KIBI;
        int unit = 0;
        while (number >= 10 * KIBI && unit < UNITS.length - 1) {
            number /= KIBI;
            unit++;
        }
        return number + " " + UNITS[unit];
    }
}
