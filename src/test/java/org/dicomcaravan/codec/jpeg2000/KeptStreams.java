package org.dicomcaravan.codec.jpeg2000;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Codestreams that another program made, kept in a folder of test resources: in {@code index.txt} a line of each, with
 * what it was made of and how. Beside a codestream that lost something lie the samples that the program decodes of it.
 */
final class KeptStreams {

    private static final Path FOLDER = Path.of("src/test/resources/org/dicomcaravan/codec/jpeg2000");

    private final Path folder;

    KeptStreams(String program) {
        this.folder = FOLDER.resolve(program);
    }

    /**
     * A codestream.
     *
     * @param name of its file
     * @param expected what it decodes to: what went in, if nothing was lost
     * @param lossless whether nothing was lost
     * @param options that the program was given
     * @param bytes the codestream
     */
    record Kept(String name, Picture expected, boolean lossless, String options, byte[] bytes) {

        @Override
        public String toString() {
            return "%s (%s, %s)".formatted(name, expected, options);
        }
    }

    /** All of them. */
    List<Kept> all() throws IOException {
        List<Kept> all = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("index.txt"))) {
            if (!line.startsWith("#")) {
                all.add(kept(line.split(" ", 9)));
            }
        }
        return all;
    }

    /** One of them. */
    static Kept of(String program, String name) throws IOException {
        return new KeptStreams(program)
                .all().stream()
                        .filter(kept -> kept.name.equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private Kept kept(String[] words) throws IOException {
        Picture original = Picture.of(
                Long.parseLong(words[6]),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]),
                words[5].equals("signed"));
        boolean lossless = words[7].equals("lossless");
        return new Kept(
                words[0],
                lossless ? original : original.ofPlanes(Files.readAllBytes(folder.resolve(words[0] + ".raw"))),
                lossless,
                words[8],
                Files.readAllBytes(folder.resolve(words[0] + ".j2k")));
    }

    /** Throws away what was kept, to keep others. */
    void clear(String comment) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder).sorted(Comparator.reverseOrder())) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("index.txt"), "# " + comment + "\n");
    }

    /**
     * Keeps a codestream.
     *
     * @param seed of the picture that it was made of
     */
    void add(Kept kept, long seed) throws IOException {
        Picture picture = kept.expected;
        String line = "%s %d %d %d %d %s %d %s %s\n"
                .formatted(
                        kept.name,
                        picture.width(),
                        picture.height(),
                        picture.samples().length,
                        picture.precision(),
                        picture.signed() ? "signed" : "unsigned",
                        seed,
                        kept.lossless ? "lossless" : "lossy",
                        kept.options);
        Path index = folder.resolve("index.txt");
        Files.writeString(index, Files.readString(index) + line);
        Files.write(folder.resolve(kept.name + ".j2k"), kept.bytes);
        if (!kept.lossless) {
            Files.write(folder.resolve(kept.name + ".raw"), picture.planes());
        }
    }
}
