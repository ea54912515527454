package org.dicomcaravan.access;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.io.PrivateFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was called, by whom and from where, and what came of it: a line of JSON each. Whoever was not found out has a file of
 * his own, so that a flood of strangers pushes nobody else out. Nothing of a body or a query is in it, and nothing of an
 * instance. Thread-safe.
 */
public final class AuditLog implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII) // so that no reader sees the end of a line where there is none
            .build();

    private static final int LONGEST = 512;

    private final Path folder;
    private final InstantSource clock;
    private final RotatingFile known;
    private final RotatingFile strangers;
    private final AtomicReference<String> problem = new AtomicReference<>();
    private final AtomicLong lost = new AtomicLong();

    /**
     * How much is kept.
     *
     * @param days after which a file is removed
     * @param fileBytes at which a file is full
     * @param mostBytes of all files together, those of strangers apart; the oldest are removed before
     */
    public record Limits(int days, long fileBytes, long mostBytes) {}

    private AuditLog(Path folder, Limits limits, InstantSource clock) throws IOException {
        this.folder = folder;
        this.clock = clock;
        known = RotatingFile.open(folder, "audit", limits, clock);
        strangers = RotatingFile.open(folder, "strangers", limits, clock);
    }

    /**
     * Opens the log.
     *
     * @param folder of its files, made for its owner alone if it is not there
     * @throws IOException if it can't be written
     */
    public static AuditLog open(Path folder, Limits limits, InstantSource clock) throws IOException {
        try {
            if (!Files.isDirectory(folder)) {
                PrivateFolder.make(folder);
            }
            return new AuditLog(folder, limits, clock);
        } catch (IOException e) {
            throw new IOException(
                    "The audit log in " + folder + " can't be written: " + FileProblem.of(e, folder)
                            + "; the server's user has to write there",
                    e);
        }
    }

    /**
     * What a request asked for, and what came of it.
     *
     * @param verb the HTTP method
     * @param method such as {@code dicomStores.export}; empty where the path is none of the API
     * @param permission that it needs; empty for none
     * @param resource full name of what it is about; empty where the path is none of the API
     * @param isIn whether the caller was let in by the door, and so asked for a decision
     * @param status the HTTP status of the answer; 0 for none
     * @param destination where an export was to go; empty for none
     * @param reason why the caller was not let in; empty for none
     */
    public record Call(
            String verb,
            String method,
            String permission,
            String resource,
            boolean isIn,
            int status,
            String destination,
            String reason) {

        /** {@code refused} is what came to no decision: no method is there, say, or the caller comes too often. */
        private String decision() {
            if (status == 401 || status == 403) {
                return "denied";
            }
            return isIn ? "granted" : "refused";
        }
    }

    /** A request was answered. */
    public void called(Source source, Call call) {
        ObjectNode line = line("call", source);
        line.put("verb", call.verb());
        line.put("method", call.method());
        line.put("resource", cut(call.resource()));
        line.put("permission", call.permission());
        line.put("decision", call.decision());
        line.put("status", call.status());
        put(line, "destination", call.destination());
        put(line, "reason", call.reason());
        boolean isKnown = call.isIn() || !source.principal().equals(Source.UNKNOWN.principal());
        write(isKnown ? known : strangers, line);
    }

    /**
     * An operation, and its end.
     *
     * @param name its full name
     * @param store full name of the store that it exported
     * @param destination where to, {@code gs://} or {@code bq://}
     * @param code of google.rpc that it ended with
     */
    public record End(String name, String store, String destination, String code, long success, long failure) {}

    /** An operation ended that somebody had started. */
    public void ended(Source source, End end) {
        ObjectNode line = line("operation-end", source);
        line.put("operation", end.name());
        line.put("resource", end.store());
        line.put("destination", end.destination());
        line.put("result", end.code());
        line.put("success", end.success());
        line.put("failure", end.failure());
        write(known, line);
    }

    private ObjectNode line(String event, Source source) {
        ObjectNode line = JSON.createObjectNode();
        line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("event", event);
        line.put("principal", source.principal());
        line.put("from", source.address());
        line.put("request", source.request());
        return line;
    }

    private static void put(ObjectNode line, String field, String value) {
        if (!value.isEmpty()) {
            line.put(field, cut(value));
        }
    }

    /** A stranger may send names of thousands of characters, which would fill the log. */
    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    private void write(RotatingFile file, ObjectNode line) {
        try {
            tellOfLostLines();
            append(file, line);
            goesOn();
        } catch (IOException e) {
            lost.incrementAndGet();
            fails(e);
        }
    }

    private void tellOfLostLines() throws IOException {
        long lines = lost.getAndSet(0);
        if (lines == 0) {
            return;
        }
        try {
            append(known, line("lines-lost", Source.UNKNOWN).put("lines", lines));
        } catch (IOException e) {
            lost.addAndGet(lines);
            throw e;
        }
    }

    private static void append(RotatingFile file, ObjectNode line) throws IOException {
        file.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void goesOn() {
        if (problem.getAndSet(null) != null) {
            LOG.info("The audit log is written again");
        }
    }

    private void fails(IOException e) {
        String reason = FileProblem.of(e, folder);
        if (problem.getAndSet(reason) == null) {
            LOG.error("The audit log in {} can't be written, and lines of it are lost: {}", folder, reason);
        }
    }

    /**
     * Says whether it is written; where it was not, tries again.
     *
     * @throws IOException if it can't be
     */
    public void probe() throws IOException {
        if (problem.get() == null) {
            return;
        }
        try {
            tellOfLostLines();
            goesOn();
        } catch (IOException e) {
            throw new IOException("The audit log can't be written: " + FileProblem.of(e, folder), e);
        }
    }

    @Override
    public void close() throws IOException {
        try (strangers) {
            known.close();
        }
    }
}
