package org.dicomcaravan.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a {@link Spool} wrote to a file; gives its room back when it is closed. */
final class ScratchSource implements ByteSource {

    private final FileChannel file;
    private final long size;
    private final Runnable giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();

    ScratchSource(FileChannel file, long size, Runnable giveBack) {
        this.file = file;
        this.size = size;
        this.giveBack = giveBack;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        try {
            return file.read(into, position);
        } catch (ClosedChannelException e) {
            throw e; // by an interrupt, say
        } catch (IOException e) {
            throw ScratchException.of(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            try {
                file.close();
            } finally {
                giveBack.run();
            }
        }
    }
}
