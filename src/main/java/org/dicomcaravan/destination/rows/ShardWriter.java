package org.dicomcaravan.destination.rows;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
    private static final int PIECE = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private List<Column> columns = List.of();
    /** Of the last row: whose it is, where it begins, and the columns without it. */
    private String last = "";

    private long begin;
    private List<Column> before = List.of();

    /** Begins a file anew. */
    ShardWriter(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    Path file() {
        return file;
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
        long end = last.isEmpty() ? begin : channel.size();
        channel.truncate(end).position(end);
        begin = end;
        last = instance;
        before = columns;
        write(row);
        columns = Column.merge(List.of(columns, row.columns()));
        return channel.position() - begin;
    }

    /** Piece by piece, since the text of a large row is larger than the row. */
    private void write(InstanceRow row) throws IOException {
        Writer line = new BufferedWriter(
                new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8), PIECE);
        JSON.writeValue(line, row.row());
        line.write('\n');
        line.flush();
    }

    /** Takes the row of an instance back, if it is the last one. */
    void discard(String instance) throws IOException {
        if (instance.equals(last)) {
            channel.truncate(begin);
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
