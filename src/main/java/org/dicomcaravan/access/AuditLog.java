package org.dicomcaravan.access;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.util.FileSize;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.dicomcaravan.io.FileProblem;
import org.slf4j.LoggerFactory;

/**
 * What was called, by whom and from where, and what came of it: a line of JSON each, in a file that rotates each day and
 * when it is large. Nothing of a body or a query is in it, and nothing of an instance. Thread-safe.
 */
public final class AuditLog implements Closeable {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII) // so that no reader sees the end of a line where there is none
            .build();

    private final LoggerContext context = new LoggerContext();
    private final AtomicReference<String> problem = new AtomicReference<>();
    private final Logger lines;

    private AuditLog(Path folder, int keepDays, int mebibytes) {
        context.setName("audit");
        context.setMDCAdapter(new LogbackMDCAdapter()); // without one it writes nothing
        context.start();
        context.getStatusManager().add(this::heed);
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName("audit");
        appender.setFile(folder.resolve("audit.log").toString());
        appender.setEncoder(encoder);
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(folder.resolve("audit.%d{yyyy-MM-dd}.%i.log.gz").toString());
        policy.setMaxFileSize(new FileSize(mebibytes * FileSize.MB_COEFFICIENT));
        policy.setMaxHistory(keepDays);
        policy.start();
        appender.setRollingPolicy(policy);
        appender.setTriggeringPolicy(policy);
        appender.start();
        lines = context.getLogger("audit");
        lines.setLevel(Level.INFO);
        lines.setAdditive(false);
        lines.addAppender(appender);
    }

    /**
     * Opens the log.
     *
     * @param folder of its files, made for its owner alone if it is not there
     * @param keepDays days after which they are removed
     * @param mebibytes at which a file is large
     * @throws IOException if it can't be written
     */
    public static AuditLog open(Path folder, int keepDays, int mebibytes) throws IOException {
        try {
            if (!Files.isDirectory(folder)) {
                boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
                Files.createDirectories(folder);
                if (posix) {
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                }
            }
        } catch (IOException e) {
            throw new IOException("Folder " + folder + " of the audit log can't be made: " + FileProblem.of(e), e);
        }
        AuditLog log = new AuditLog(folder, keepDays, mebibytes);
        if (log.problem.get() != null) {
            log.close();
            throw new IOException("The audit log in " + folder + " can't be written: " + log.problem.get());
        }
        return log;
    }

    /** The library that writes tells of its failures, and goes on. */
    private void heed(Status status) {
        String why = status.getMessage() + (status.getThrowable() == null ? "" : " " + status.getThrowable());
        if (status.getEffectiveLevel() == Status.ERROR && problem.getAndSet(why) == null) {
            LOG.error("The audit log can't be written: {}", why);
        }
    }

    /**
     * A request was answered.
     *
     * @param method such as {@code dicomStores.export}; empty where the path is none of the API
     * @param permission that it needs; empty for none
     * @param resource full name of what it is about; empty where the path is none of the API
     * @param isIn whether the caller was let in by the door, and so asked for a decision
     * @param status the HTTP status of the answer; 0 for none
     */
    public void called(
            Caller caller, String verb, String method, String permission, String resource, boolean isIn, int status) {
        ObjectNode line = line("call", caller);
        line.put("verb", verb);
        line.put("method", method);
        line.put("resource", resource);
        line.put("permission", permission);
        line.put("decision", decision(isIn, status));
        line.put("status", status);
        write(line);
    }

    /** {@code refused} is what came to no decision: no method is there, say, or the caller comes too often. */
    private static String decision(boolean isIn, int status) {
        if (status == 401 || status == 403) {
            return "denied";
        }
        return isIn ? "granted" : "refused";
    }

    /**
     * An operation ended.
     *
     * @param caller who started it
     * @param operation its full name
     * @param store full name of the store that it exported
     * @param destination where to, {@code gs://} or {@code bq://}
     * @param code of google.rpc that it ended with
     */
    public void ended(
            Caller caller, String operation, String store, String destination, String code, long success, long failure) {
        ObjectNode line = line("operation-end", caller);
        line.put("operation", operation);
        line.put("resource", store);
        line.put("destination", destination);
        line.put("result", code);
        line.put("success", success);
        line.put("failure", failure);
        write(line);
    }

    private static ObjectNode line(String event, Caller caller) {
        ObjectNode line = JSON.createObjectNode();
        line.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("event", event);
        line.put("principal", caller.principal().toString());
        line.put("from", caller.address());
        line.put("request", caller.request());
        return line;
    }

    private void write(ObjectNode line) {
        try {
            lines.info("{}", JSON.writeValueAsString(line));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON nodes can always be written", e);
        }
    }

    /**
     * Says whether it is written.
     *
     * @throws IOException if it was not, the last time; the next line tries again
     */
    public void probe() throws IOException {
        String last = problem.getAndSet(null);
        if (last != null) {
            throw new IOException("The audit log can't be written: " + last);
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
