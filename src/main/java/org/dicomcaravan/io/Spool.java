package org.dicomcaravan.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Takes bytes whose number is known only at the end, and gives them back to be read at any place: in memory while they
 * are few, else in a temporary file, which is gone when it is closed, and when the process ends in any way. For one
 * thread.
 */
public final class Spool extends OutputStream {

    /** So many bytes stay in memory. */
    public static final int IN_MEMORY = 1 << 20;

    private final Path folder;
    private final Runnable progress;
    private ByteArrayOutputStream memory;
    private FileChannel file;
    private long length;

    /**
     * An empty one.
     *
     * @param folder where a temporary file is made if there is need; made itself if it is not there
     * @param progress is called after each write
     * @param length how much is to come, if that is known
     */
    public Spool(Path folder, Runnable progress, OptionalLong length) {
        this.folder = folder;
        this.progress = progress;
        this.memory = new ByteArrayOutputStream((int) Math.min(length.orElse(1 << 13), IN_MEMORY));
    }

    /** How many bytes were written so far. */
    public long length() {
        return length;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (file == null && length + count > IN_MEMORY) {
            spill();
        }
        if (file == null) {
            memory.write(bytes, offset, count);
        } else {
            writeFully(ByteBuffer.wrap(bytes, offset, count));
        }
        length += count;
        progress.run();
    }

    private void spill() throws IOException {
        Path path = Files.createTempFile(Files.createDirectories(folder), "caravan-", ".spool");
        file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        writeFully(ByteBuffer.wrap(memory.toByteArray()));
        memory = null;
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** What was written. Closing it is the caller's from now on, and closing the spool does nothing any more. */
    public ByteSource finish() {
        if (file == null) {
            return ByteSource.of(memory.toByteArray());
        }
        ByteSource source = new FileSource(file, length);
        file = null;
        return source;
    }

    /** Gives up what was not finished. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
