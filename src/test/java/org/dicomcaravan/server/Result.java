package org.dicomcaravan.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of an export, as far as it is the same each time.
 *
 * @param success instances exported
 * @param failure instances failed
 * @param pending instances not worked off
 * @param error what it ended with; missing if it ended well
 * @param objects checksums of the objects by their names below the prefix
 * @param log the payloads of the log's lines, sorted
 */
record Result(long success, long failure, long pending, JsonNode error, Map<String, String> objects, List<String> log) {

    /** Of an operation at its end, which exported to {@code gs://demo/PREFIX}. */
    static Result of(ServerUnderTest server, JsonNode operation, String prefix) throws IOException {
        return of(server, operation, objects(server.data.resolve("buckets/demo").resolve(prefix)));
    }

    /** The same with objects that lie elsewhere. */
    static Result of(ServerUnderTest server, JsonNode operation, Map<String, String> objects) throws IOException {
        return new Result(
                ServerUnderTest.counter(operation, "success"),
                ServerUnderTest.counter(operation, "failure"),
                ServerUnderTest.counter(operation, "pending"),
                operation.path("error"),
                objects,
                server.log(operation).stream()
                        .map(line -> line.path("severity").asText() + " " + line.path("jsonPayload"))
                        .sorted()
                        .toList());
    }

    private static Map<String, String> objects(Path folder) throws IOException {
        Map<String, String> objects = new TreeMap<>();
        for (String name : ServerUnderTest.files(folder)) {
            objects.put(name, checksum(folder.resolve(name)));
        }
        return objects;
    }

    /** SHA-256 of a file. */
    static String checksum(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
