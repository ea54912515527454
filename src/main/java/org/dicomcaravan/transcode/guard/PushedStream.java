package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.BlockStream;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.ContentException;
import org.dicomcaravan.transcode.Limits;

/**
 * What a writer on another thread writes. The writer waits while the reader is a few pieces behind; the reader waits for
 * the writer no longer than {@link Limits#stall}.
 */
final class PushedStream extends BlockStream {

    private static final int PIECE = 1 << 16;
    private static final int PIECES_AHEAD = 4;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES_AHEAD);
    private final Supervisor supervisor;
    private final GuardedCall<Void> call;
    private byte[] piece = new byte[0];
    private int at;
    private boolean over;

    PushedStream(Content.Writer writer, Supervisor supervisor) throws IOException {
        this.supervisor = supervisor;
        this.call = supervisor.guard().start(supervisor.who(), () -> {
            Pusher out = new Pusher();
            try {
                writer.write(out);
                out.flush();
            } finally {
                out.push(END);
            }
            return null;
        });
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (at == piece.length && !next()) {
            return -1;
        }
        int got = Math.min(count, piece.length - at);
        System.arraycopy(piece, at, into, offset, got);
        at += got;
        return got;
    }

    private boolean next() throws IOException {
        if (over) {
            return false;
        }
        Duration limit = supervisor.limits().stall();
        try {
            byte[] given = pieces.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (given == null) {
                throw Guard.late(call, supervisor.who(), limit, null);
            }
            over = given.length == 0;
            piece = given;
            at = 0;
            if (over) {
                supervisor.guard().result(call, supervisor.who());
            }
            return !over;
        } catch (InterruptedException e) {
            call.cancel(true);
            throw Guard.cancelled(supervisor.who(), e);
        } catch (DicomException e) {
            throw new ContentException(e);
        }
    }

    /** Ends the writer, wherever it is. */
    @Override
    public void close() {
        if (!over) {
            over = true;
            call.cancel(true);
        }
    }

    /** The writer's end. */
    private final class Pusher extends OutputStream {
        private byte[] filling = new byte[PIECE];
        private int filled;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            int from = offset;
            int left = count;
            while (left > 0) {
                int some = Math.min(left, PIECE - filled);
                System.arraycopy(bytes, from, filling, filled, some);
                filled += some;
                from += some;
                left -= some;
                if (filled == PIECE) {
                    push(filling);
                    filling = new byte[PIECE];
                    filled = 0;
                }
            }
        }

        @Override
        public void flush() throws IOException {
            if (filled > 0) {
                push(Arrays.copyOf(filling, filled));
                filled = 0;
            }
        }

        void push(byte[] full) throws IOException {
            try {
                pieces.put(full);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException closed = new InterruptedIOException("nobody reads any more");
                closed.initCause(e);
                throw closed;
            }
        }
    }
}
