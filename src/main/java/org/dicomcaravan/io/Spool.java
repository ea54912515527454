package org.dicomcaravan.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Takes bytes whose number is known only at the end, and gives them back to be read at any place: in memory while they
 * are few, else in a file of the {@link Scratch} folder. For one thread.
 *
 * <p>Writing throws {@link ScratchException} where that folder can't be used, and {@link ScratchLimitException} where it
 * gets too much.
 */
public final class Spool extends OutputStream {

    /** So many bytes stay in memory, where there is a folder for more. */
    public static final int IN_MEMORY = 1 << 20;

    /** Room is taken in pieces, not write by write. */
    private static final long PIECE = 4L << 20;

    private final Scratch.Share share;
    private ByteArrayOutputStream memory;
    private FileChannel file;
    private long length;
    private long taken;

    Spool(Scratch.Share share, OptionalLong length) {
        this.share = share;
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
        if (file == null && length + count <= share.inMemory()) {
            memory.write(bytes, offset, count);
        } else {
            take(length + count);
            if (file == null) {
                spill();
            }
            append(ByteBuffer.wrap(bytes, offset, count));
        }
        length += count;
        share.goesOn();
    }

    private void spill() throws IOException {
        file = share.file();
        append(ByteBuffer.wrap(memory.toByteArray()));
        memory = null;
    }

    private void append(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (ClosedChannelException e) {
            throw e; // by an interrupt, say
        } catch (IOException e) {
            throw share.failed(e);
        }
    }

    private void take(long needed) throws IOException {
        if (needed > taken) {
            long more = (needed - taken + PIECE - 1) / PIECE * PIECE;
            share.take(more);
            taken += more;
        }
    }

    /** What was written. Closing it is the caller's from now on, and closing the spool does nothing any more. */
    public ByteSource finish() {
        if (file == null) {
            return ByteSource.of(memory.toByteArray());
        }
        long room = taken;
        ByteSource source = new ScratchSource(file, length, () -> share.giveBack(room));
        file = null;
        taken = 0;
        return source;
    }

    /** Gives up what was not finished. */
    @Override
    public void close() throws IOException {
        try {
            if (file != null) {
                file.close();
            }
        } finally {
            if (taken > 0) {
                share.giveBack(taken);
                taken = 0;
            }
        }
    }
}
