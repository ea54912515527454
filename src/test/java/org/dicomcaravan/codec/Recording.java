package org.dicomcaravan.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a program made of codestreams when it was installed: a line for each, with the beginnings of the SHA-256 of the
 * codestream and of the samples that came out. Lines that begin with # say which program it was.
 */
final class Recording {

    private static final Path FOLDER = Path.of("src/test/resources/org/dicomcaravan/codec/recorded");
    private static final int DIGITS = 32;

    private final Path file;
    private final Map<String, String> samples = new TreeMap<>();

    private Recording(Path file) {
        this.file = file;
    }

    /** That of a program; empty where nothing was recorded. */
    static Recording of(String program) throws IOException {
        Recording recording = new Recording(FOLDER.resolve(program + ".txt"));
        if (Files.exists(recording.file)) {
            for (String line : Files.readAllLines(recording.file)) {
                if (!line.startsWith("#")) {
                    String[] hashes = line.split(" ", 2);
                    recording.samples.put(hashes[0], hashes[1]);
                }
            }
        }
        return recording;
    }

    /** What was made of a whole file, if that was kept. */
    static Path file(Path decoded) {
        return FOLDER.resolve(decoded.getFileName().toString().replaceFirst("\\.dcm$", "") + ".dcm");
    }

    static String hash(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The hash of the samples that came out of a codestream. */
    Optional<String> samples(byte[] codestream) {
        return Optional.ofNullable(samples.get(hash(codestream)));
    }

    void add(byte[] codestream, byte[] decoded) throws IOException {
        if (samples.put(hash(codestream), hash(decoded)) == null) {
            Files.writeString(
                    file,
                    hash(codestream) + " " + hash(decoded) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
