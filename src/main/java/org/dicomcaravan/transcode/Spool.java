package org.dicomcaravan.transcode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.dicomcaravan.dicom.ByteSource;

/**
 * Takes bytes whose number is known only at the end, and gives them back: in memory while they are few, else in a
 * temporary file, which is gone when it is closed or the process ends. Each write counts as progress.
 */
final class Spool extends OutputStream {

    static final int IN_MEMORY = 1 << 20;

    private final Path folder;
    private final Progress progress;
    private ByteArrayOutputStream memory;
    private FileChannel file;
    private long length;

    /**
     * An empty one.
     *
     * @param folder where a temporary file is made if there is need
     * @param length how much is to come, if that is known
     */
    Spool(Path folder, Progress progress, OptionalLong length) {
        this.folder = folder;
        this.progress = progress;
        this.memory = new ByteArrayOutputStream((int) Math.min(length.orElse(1 << 13), IN_MEMORY));
    }

    long length() {
        return length;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (file == null && length + count > IN_MEMORY) {
            spill();
        }
        if (file == null) {
            memory.write(bytes, offset, count);
        } else {
            writeFully(ByteBuffer.wrap(bytes, offset, count));
        }
        length += count;
        progress.beat();
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
    ByteSource finish() {
        if (file == null) {
            return ByteSource.of(memory.toByteArray());
        }
        ByteSource source = new FileBytes(file, length);
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

    private record FileBytes(FileChannel file, long size) implements ByteSource {
        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            return file.read(into, position);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
