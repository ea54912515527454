package org.dicomcaravan.server.faults;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One request and its answer, as a {@link Fault} has them in hand. */
public final class Conversation {

    private static final int HUNDRED = 100;

    /** What is behind the proxy. */
    @FunctionalInterface
    interface Behind {
        Answer ask(Call call, InputStream body) throws IOException;
    }

    /** The proxy breaks a body. */
    private static final class Cut extends IOException {
        private static final long serialVersionUID = 1;
    }

    private final Socket client;
    private final Call call;
    private final BodyStream body;
    private final Behind behind;
    private final CountDownLatch closing;

    Conversation(Socket client, Call call, BodyStream body, Behind behind, CountDownLatch closing) {
        this.client = client;
        this.call = call;
        this.body = body;
        this.behind = behind;
        this.closing = closing;
    }

    Call call() {
        return call;
    }

    /** Whether another request may come over the connection. */
    boolean canGoOn() {
        return body.isOver() && !client.isClosed();
    }

    /** Hands the whole request on. */
    Answer ask() throws IOException {
        return behind.ask(call, body);
    }

    /** Hands on so many bytes of the body, and breaks the connection to the server. */
    void askCut(long bytes) throws IOException {
        InputStream cut = new FilterInputStream(body) {
            private long left = bytes;

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (left == 0) {
                    throw new Cut();
                }
                int read = super.read(into, offset, (int) Math.min(length, left));
                left -= Math.max(0, read);
                return read;
            }
        };
        try {
            behind.ask(call, cut);
        } catch (Cut e) {
            return; // as it was meant
        }
    }

    /** Hands the whole request on, a few bytes at a time. */
    Answer askSlowly(int bytes, Duration pause) throws IOException {
        return behind.ask(call, new FilterInputStream(body) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                pause(pause);
                return super.read(into, offset, Math.min(length, bytes));
            }
        });
    }

    /** Takes the whole request, and hands nothing on. */
    void take() throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
    }

    void send(Answer answer) throws IOException {
        write(answer.bytes(), 0, answer.bytes().length);
    }

    /** So many hundredths of an answer. */
    void sendPart(Answer answer, int percent) throws IOException {
        byte[] bytes = answer.bytes();
        write(bytes, 0, bytes.length * percent / HUNDRED);
    }

    void sendSlowly(Answer answer, int bytes, Duration pause) throws IOException {
        byte[] all = answer.bytes();
        for (int at = 0; at < all.length; at += bytes) {
            pause(pause);
            write(all, at, Math.min(bytes, all.length - at));
        }
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        client.getOutputStream().write(bytes, offset, length);
        client.getOutputStream().flush();
    }

    /** Waits, unless the proxy is closed. */
    void pause(Duration pause) throws IOException {
        try {
            if (closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new InterruptedIOException("the proxy is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Does nothing until the proxy is closed. */
    void hang() throws IOException {
        pause(Duration.ofDays(1));
    }

    /** Ends the connection to the client by a reset. */
    void reset() throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    /** Ends the connection to the client orderly. */
    void hangUp() throws IOException {
        client.close();
    }
}
