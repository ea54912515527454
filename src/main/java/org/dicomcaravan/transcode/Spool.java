package org.dicomcaravan.transcode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes bytes whose number is known only at the end, and gives them back as a content: in memory while they are few,
 * else in a temporary file that is deleted on close. Each write counts as progress.
 */
final class Spool extends OutputStream implements OwnContent {

    private static final int IN_MEMORY = 1 << 20;

    private final Path folder;
    private final Progress progress;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Path file;
    private OutputStream out = memory;
    private long length;

    Spool(Path folder, Progress progress) {
        this.folder = folder;
        this.progress = progress;
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
        out.write(bytes, offset, count);
        length += count;
        progress.beat();
    }

    private void spill() throws IOException {
        file = Files.createTempFile(Files.createDirectories(folder), "caravan-", ".spool");
        out = Files.newOutputStream(file);
        memory.writeTo(out);
        memory = null;
    }

    /** Ends the writing; without it a file may not be whole. */
    Spool finish() throws IOException {
        out.close();
        return this;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() throws IOException {
        return file == null ? Content.of(memory.toByteArray()).open() : Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        out.close();
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
