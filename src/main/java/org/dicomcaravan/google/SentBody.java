package org.dicomcaravan.google;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The body of a request, which one thread writes and Java's client takes as fast as the network does: no more of it is in
 * memory than a few pieces.
 */
final class SentBody implements BodyPublisher {
    private static final int PIECE = 64 * 1024;

    private final long length;
    private final Vigil vigil;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Subscriber<? super ByteBuffer> subscriber;
    private long wanted;
    private boolean cancelled;

    /** A body of so many bytes, a negative number if nobody knows. */
    SentBody(long length, Vigil vigil) {
        this.length = length;
        this.vigil = vigil;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> taker) {
        lock.lock();
        try {
            subscriber = taker;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        taker.onSubscribe(new Subscription() {
            @Override
            public void request(long count) {
                change(() -> wanted = wanted + count < 0 ? Long.MAX_VALUE : wanted + count);
            }

            @Override
            public void cancel() {
                change(() -> cancelled = true);
            }
        });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What a body is made of. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes all of a content, or as much as is wanted.
     *
     * @param answered whether there is an answer already, or none will come
     * @throws IOException of the content, or of a network on which nothing moves
     */
    void write(Content content, BooleanSupplier answered) throws IOException {
        try (Pieces out = new Pieces(answered)) {
            content.writeTo(out);
            out.finish();
        } catch (NotWanted e) {
            return; // the answer says why
        } catch (IOException | RuntimeException | Error e) {
            if (subscriber != null) {
                subscriber.onError(e);
            }
            throw e;
        }
    }

    /** Nobody takes the rest. */
    private static final class NotWanted extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final class Pieces extends OutputStream {
        private final BooleanSupplier answered;
        private byte[] piece;
        private int filled;
        private long left = length < 0 ? Long.MAX_VALUE : length;

        Pieces(BooleanSupplier answered) {
            this.answered = answered;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            for (int done = 0; done < count; ) {
                if (piece == null) {
                    piece = new byte[(int) Math.max(1, Math.min(PIECE, left))];
                }
                int taken = Math.min(count - done, piece.length - filled);
                System.arraycopy(bytes, offset + done, piece, filled, taken);
                done += taken;
                filled += taken;
                if (filled == piece.length) {
                    send();
                }
            }
        }

        private void send() throws IOException {
            awaitDemand();
            left -= filled;
            subscriber.onNext(ByteBuffer.wrap(piece, 0, filled));
            piece = null; // it is not known when it is free again
            filled = 0;
            vigil.progress();
        }

        private void awaitDemand() throws IOException {
            lock.lock();
            try {
                while (wanted == 0 || subscriber == null) {
                    if (cancelled || answered.getAsBoolean()) {
                        throw new NotWanted();
                    }
                    if (!changed.await(Vigil.TICK, TimeUnit.MILLISECONDS)) {
                        vigil.look();
                    }
                }
                wanted--;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a body was sent");
            } finally {
                lock.unlock();
            }
        }

        /** Sends what is left, and says that it was all. */
        void finish() throws IOException {
            if (filled > 0) {
                send();
            } else if (subscriber == null) {
                awaitDemand();
            }
            subscriber.onComplete();
        }
    }
}
