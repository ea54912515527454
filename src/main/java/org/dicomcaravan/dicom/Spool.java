package org.dicomcaravan.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Bytes that are written once and then read at any place: in memory while they are few, else in a temporary file that
 * goes away when the source is closed, and when the process ends in any way.
 */
final class Spool extends OutputStream {

    private static final int IN_MEMORY = 4 << 20;

    private ByteArrayOutputStream memory = new ByteArrayOutputStream(8 << 10);
    private FileChannel file;

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (file == null && memory.size() + length > IN_MEMORY) {
            moveToFile();
        }
        if (file == null) {
            memory.write(bytes, offset, length);
        } else {
            writeFully(ByteBuffer.wrap(bytes, offset, length));
        }
    }

    private void moveToFile() throws IOException {
        Path path = Files.createTempFile("caravan-", ".dataset");
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

    /** What was written; from now on it belongs to the source. */
    ByteSource toSource() throws IOException {
        if (file == null) {
            return ByteSource.of(memory.toByteArray());
        }
        FileChannel channel = file;
        file = null;
        return FileSource.of(channel);
    }

    /** Gives up what no source has taken over. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
