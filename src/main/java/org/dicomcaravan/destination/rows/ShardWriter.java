package org.dicomcaravan.destination.rows;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.InstanceRow;

/** Writes the rows of a batch, of which the last may be taken back. For one thread at a time. */
final class ShardWriter implements Closeable {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();
    private final Path file;
    private final FileChannel channel;
    private final OutputStream out;
    private List<Column> columns = List.of();
    /** Of the last row: whose it is, where it begins, and the columns without it. */
    private String last = "";

    private long begin;
    private List<Column> before = List.of();
    /** How many there are as a whole. */
    private long rows;

    /** Where the next row begins; what is behind it was not written as a whole. */
    private long end;

    /** Begins a file anew. */
    ShardWriter(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        this.out = Channels.newOutputStream(channel);
    }

    Path file() {
        return file;
    }

    /** How many there are so far. */
    long rows() {
        return rows;
    }

    /** What the rows need so far. */
    List<Column> columns() {
        return columns;
    }

    /**
     * Adds the row of an instance; in the place of the last one, if that was of the same and could not be written, say.
     *
     * @return its bytes
     */
    long add(String instance, InstanceRow row) throws IOException {
        discard(instance);
        if (channel.size() != end) {
            channel.truncate(end);
        }
        begin = end;
        last = instance;
        before = columns;
        try (JsonGenerator line = JSON.createGenerator(out)) { // by pieces: the text of a large row is larger than it
            JSON.writeTree(line, row.row());
            line.writeRaw('\n');
        }
        end = channel.position();
        rows++;
        if (!Column.covers(columns, row.columns())) {
            columns = Column.merge(List.of(columns, row.columns()));
        }
        return end - begin;
    }

    /** Takes the row of an instance back, if it is the last one. */
    void discard(String instance) throws IOException {
        if (instance.equals(last)) {
            channel.truncate(begin);
            rows -= end == begin ? 0 : 1;
            end = begin;
            columns = before;
            last = "";
        }
    }

    /** Makes it safe on disk. */
    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
