package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bearer token of a user (RFC 6750), or that there is none. Nothing here ever shows it. A file is read anew for each
 * call, since tokens expire and others write new ones there. Safe for use by several threads.
 */
final class BearerToken {
    private static final int LONGEST = 64 << 10;
    private static final String EXPECTED = "expected a bearer token, one word in one line, and nothing else";

    /** Where it is from, in the user's words; empty where there is none. */
    private final String origin;

    private final Optional<String> text;
    private final Optional<Path> file;

    private BearerToken(String origin, Optional<String> text, Optional<Path> file) {
        this.origin = origin;
        this.text = text;
        this.file = file;
    }

    /** Calls without a token. */
    static BearerToken none() {
        return new BearerToken("", Optional.empty(), Optional.empty());
    }

    /**
     * A token that was given.
     *
     * @param origin the flag or variable that it was given by
     * @throws IOException a sentence for the user, if it can't be a token
     */
    static BearerToken given(String origin, String text) throws IOException {
        return new BearerToken(origin, Optional.of(checked(origin, text)), Optional.empty());
    }

    /**
     * A token in a file.
     *
     * @param origin the flag or variable that names the file
     * @throws IOException a sentence for the user, if it can't be read now
     */
    static BearerToken in(String origin, Path file) throws IOException {
        BearerToken token = new BearerToken(origin + " " + file, Optional.empty(), Optional.of(file));
        token.current();
        return token;
    }

    /** Whether there is one. */
    boolean isGiven() {
        return text.isPresent() || file.isPresent();
    }

    /**
     * The token itself, for the header of a call and nothing else.
     *
     * @throws IOException a sentence for the user, if its file can't be read now
     */
    Optional<String> current() throws IOException {
        return file.isPresent() ? Optional.of(checked(origin, read(origin, file.get()))) : text;
    }

    /** A text of the server's without the token, which a careless one may send back. */
    String hiddenIn(String answer) {
        try {
            return current().map(token -> answer.replace(token, "…")).orElse(answer);
        } catch (IOException e) {
            return "(not shown, for it may hold a token that is no longer in its file)";
        }
    }

    /** Where it is from. */
    @Override
    public String toString() {
        return isGiven() ? "the token of " + origin : "no token";
    }

    private static String read(String origin, Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (NoSuchFileException e) {
            throw new IOException(origin + ": there is no such file; " + EXPECTED + " in it", e);
        } catch (AccessDeniedException e) {
            throw new IOException(origin + ": no permission to read it; " + EXPECTED + " in it", e);
        } catch (IOException e) {
            throw new IOException(origin + " can't be read (" + e.getMessage() + "); " + EXPECTED + " in it", e);
        }
        if (bytes.length > LONGEST) {
            throw new IOException(origin + " is too long: " + EXPECTED);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String checked(String origin, String given) throws IOException {
        String token = given.strip();
        if (token.isEmpty()) {
            throw new IOException(origin + " is empty: " + EXPECTED);
        }
        if (token.equalsIgnoreCase("Bearer") || token.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new IOException(origin + " begins with the word Bearer: " + EXPECTED);
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IOException(origin + " has blanks, more lines, or characters that are not of ASCII: " + EXPECTED);
        }
        return token;
    }
}
