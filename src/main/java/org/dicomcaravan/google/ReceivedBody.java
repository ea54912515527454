package org.dicomcaravan.google;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The body of an answer as a stream, which asks the network for no more than is read. */
final class ReceivedBody extends InputStream implements BodySubscriber<ReceivedBody> {
    /** Told from all others by being itself. */
    private static final List<ByteBuffer> END = new ArrayList<>(0);

    private final Vigil vigil;
    private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
    private List<ByteBuffer> current = List.of();
    private int at;
    private boolean ended;
    private volatile Subscription subscription;
    private volatile Throwable failure;

    ReceivedBody(Vigil vigil) {
        this.vigil = vigil;
    }

    @Override
    public CompletionStage<ReceivedBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrived.add(buffers);
    }

    @Override
    public void onError(Throwable e) {
        failure = e;
        arrived.add(END);
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (!ended) {
            while (at < current.size()) {
                ByteBuffer buffer = current.get(at);
                if (buffer.hasRemaining()) {
                    int taken = Math.min(count, buffer.remaining());
                    buffer.get(into, offset, taken);
                    return taken;
                }
                at++;
            }
            next();
        }
        return -1;
    }

    private void next() throws IOException {
        boolean isFurther = !current.isEmpty();
        current = List.of();
        at = 0;
        if (isFurther) {
            subscription.request(1);
        }
        List<ByteBuffer> buffers = await();
        vigil.progress();
        if (buffers == END) {
            ended = true;
            if (failure != null) {
                throw new IOException("the answer broke off: " + failure.getMessage(), failure);
            }
        }
        current = buffers;
    }

    private List<ByteBuffer> await() throws IOException {
        try {
            while (true) {
                List<ByteBuffer> buffers = arrived.poll(Vigil.TICK, TimeUnit.MILLISECONDS);
                if (buffers != null) {
                    return buffers;
                }
                vigil.look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an answer was read");
        }
    }

    /** Lets go of the connection, if not everything was read. */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            Subscription given = subscription;
            if (given != null) {
                given.cancel();
            }
        }
    }
}
