package org.dicomcaravan.destination.google;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import org.dicomcaravan.google.Checkpoint;

/**
 * Reads a body from place to place, and knows the CRC32C of all that lies before; to go back it begins anew. What goes
 * wrong with the body is kept, to be told from what goes wrong with the network that it is sent through.
 */
final class BodyReader implements Closeable {
    private static final int BLOCK = 64 * 1024;

    private final NewObject object;
    private final byte[] block = new byte[BLOCK];
    private CRC32C crc = new CRC32C();
    private InputStream in;
    private long position;
    private Exception failure;

    private interface Step<T> {
        T run() throws IOException;
    }

    BodyReader(NewObject object) {
        this.object = object;
    }

    /** The CRC32C of what lies before the place that was read to. */
    int crc32c() {
        return (int) crc.getValue();
    }

    /** Reads from one place to another, whatever was read before. */
    void copy(long from, long to, OutputStream out) throws IOException {
        seek(from);
        while (position < to) {
            out.write(block, 0, next(to));
        }
    }

    /**
     * Requires that nothing comes behind what was read.
     *
     * @throws org.dicomcaravan.destination.WrongLengthException if something does
     */
    void requireEnd() throws IOException {
        ofBody(() -> {
            if (in.read() >= 0) {
                throw object.wrongLength("more than " + object.length());
            }
            return null;
        });
    }

    private void seek(long place) throws IOException {
        if (in == null || position > place) {
            close();
            position = 0;
            crc = new CRC32C();
            in = ofBody(object.body()::open);
        }
        while (position < place) {
            next(place);
            Checkpoint.pass();
        }
    }

    private int next(long end) throws IOException {
        return ofBody(() -> {
            int count = in.read(block, 0, (int) Math.min(block.length, end - position));
            if (count < 0) {
                throw object.wrongLength(Long.toString(position));
            }
            crc.update(block, 0, count);
            position += count;
            return count;
        });
    }

    private <T> T ofBody(Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (IOException | RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /** Throws what went wrong with the body, if something did. */
    void rethrow() throws IOException {
        if (failure instanceof IOException body) {
            throw body;
        }
        if (failure instanceof RuntimeException body) {
            throw body;
        }
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            InputStream open = in;
            in = null;
            ofBody(() -> {
                open.close();
                return null;
            });
        }
    }
}
