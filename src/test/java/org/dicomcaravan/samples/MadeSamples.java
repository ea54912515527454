package org.dicomcaravan.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sample store for tests that need it and do not test how it is made, which takes seconds: made once, then copied. */
public final class MadeSamples {

    private MadeSamples() {}

    private static final class Once {
        private static final Path DATA = make();

        private static Path make() {
            try {
                Path data = Files.createTempDirectory("samples-");
                Samples.prepare(data);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(data), "remove samples"));
                return data;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void remove(Path data) {
            try (Stream<Path> all = Files.walk(data)) {
                for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What {@link Samples#prepare} does. */
    public static void into(Path data) throws IOException {
        if (!Files.isDirectory(Samples.folder(data))) {
            try (Stream<Path> all = Files.walk(Once.DATA)) {
                List<Path> entries = all.toList();
                for (Path entry : entries) {
                    Path target = data.resolve(Once.DATA.relativize(entry));
                    if (Files.isDirectory(entry)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(entry, target);
                    }
                }
            }
        }
    }
}
