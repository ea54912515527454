package org.dicomcaravan.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.Stream;
import org.dicomcaravan.operation.LogEntry;

/**
 * The log of an operation as newline-delimited JSON, a line an entry, made as it is read. A failure or a
 * warning is an ExportDicomLogEntry (google/cloud/healthcare/logging/dicom.proto), a remark a text. For one thread.
 */
final class LogLines extends InputStream {

    private static final String TYPE = "type.googleapis.com/google.cloud.healthcare.logging.ExportDicomLogEntry";

    private final Stream<LogEntry> entries;
    private final Iterator<LogEntry> iterator;
    private ByteBuffer line = ByteBuffer.allocate(0);

    LogLines(Stream<LogEntry> entries) {
        this.entries = entries;
        this.iterator = entries.iterator();
    }

    @Override
    public int read() throws IOException {
        return fill() ? line.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end && fill()) {
            int piece = Math.min(end - at, line.remaining());
            line.get(into, at, piece);
            at += piece;
        }
        return at == offset && length > 0 ? -1 : at - offset;
    }

    @Override
    public int available() {
        return line.remaining();
    }

    @Override
    public void close() {
        entries.close();
    }

    private boolean fill() throws IOException {
        try {
            while (!line.hasRemaining() && iterator.hasNext()) {
                line = ByteBuffer.wrap((line(iterator.next()) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return line.hasRemaining();
        } catch (RuntimeException e) {
            throw new IOException("The log can't be read on: " + e.getMessage(), e);
        }
    }

    private static ObjectNode line(LogEntry entry) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("severity", entry.severity().name());
        if (entry.severity() == LogEntry.Severity.INFO) {
            node.put("textPayload", entry.message());
        } else {
            ObjectNode payload = node.putObject("jsonPayload");
            payload.put("@type", TYPE);
            payload.put("resourceName", entry.resourceName());
            payload.putObject("error").put("code", entry.code().number()).put("message", entry.message());
        }
        return node;
    }
}
