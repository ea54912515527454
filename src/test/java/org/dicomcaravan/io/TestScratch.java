package org.dicomcaravan.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Scratch space for tests that don't look at it. */
public final class TestScratch {

    private static final long GIBIBYTE = 1L << 30;

    private TestScratch() {}

    /** In the build folder. */
    public static Scratch open() {
        try {
            return Scratch.open(Path.of("target", "scratch"), 8 * GIBIBYTE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What one instance has of it. */
    public static Scratch.Share share() {
        return open().share(() -> {});
    }
}
