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

/** What a writer on another thread writes. Reading waits for it, within the limit; closing ends it. */
final class PushedStream extends BlockStream {

    private static final int PIECE = 1 << 16;
    private static final int PIECES_AHEAD = 4;
    private static final long TICK_MILLIS = 100;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES_AHEAD);
    private final Supervisor supervisor;
    private final GuardedCall<Void> call;
    private byte[] piece = new byte[0];
    private int at;
    private boolean over;
    private volatile boolean closed;

    PushedStream(Content.Writer writer, Supervisor supervisor) throws IOException {
        this.supervisor = supervisor;
        this.call = supervisor.start(() -> {
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
        piece = take();
        at = 0;
        over = piece.length == 0;
        if (over) {
            try {
                call.value();
            } catch (DicomException e) {
                throw new ContentException(e);
            }
        }
        return !over;
    }

    private byte[] take() throws IOException {
        Duration limit = supervisor.limits().stall();
        supervisor.watch().beat();
        try {
            while (true) {
                byte[] given = pieces.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (given != null) {
                    return given;
                }
                supervisor.watch().check(supervisor.who());
                call.checkTime(limit);
            }
        } catch (InterruptedException e) {
            throw GuardedCall.interrupted(supervisor.who(), e);
        }
    }

    /**
     * Ends the writer, wherever it is: by its next write, since an interrupt in the middle of a read would close the
     * instance's file, which may be read again; by an interrupt where that takes long.
     */
    @Override
    public void close() throws IOException {
        over = true;
        closed = true;
        try {
            call.endsWithin(5 * TICK_MILLIS);
        } finally {
            call.end();
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
                while (!closed && !pieces.offer(full, TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                    Thread.onSpinWait(); // nothing: the reader takes its time
                }
            } catch (InterruptedException e) {
                closed = true;
                Thread.currentThread().interrupt();
            }
            if (closed) {
                throw new InterruptedIOException("nobody reads any more");
            }
        }
    }
}
