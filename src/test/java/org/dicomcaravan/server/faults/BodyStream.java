package org.dicomcaravan.server.faults;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/** The body behind a head, of a known length or in chunks; one that ends too soon is an error. */
final class BodyStream extends InputStream {

    private final InputStream in;
    private final boolean chunked;
    private final LongConsumer counter;
    private long left;
    private boolean first = true;
    private boolean over;

    private BodyStream(InputStream in, boolean chunked, long left, LongConsumer counter) {
        this.in = in;
        this.chunked = chunked;
        this.left = left;
        this.counter = counter;
        this.over = !chunked && left == 0;
    }

    /** Tells the counter of what is read. */
    static BodyStream behind(Head head, InputStream in, LongConsumer counter) {
        return new BodyStream(
                in, head.isChunked(), head.isChunked() ? 0 : head.length().orElse(0), counter);
    }

    /** Of an answer, which may go on until its connection ends. */
    static byte[] all(Head head, InputStream in) throws IOException {
        if (!head.isChunked() && head.length().isEmpty()) {
            return in.readAllBytes();
        }
        return behind(head, in, read -> {}).readAllBytes();
    }

    static InputStream buffered(InputStream in) {
        return new BufferedInputStream(in, 64 * 1024);
    }

    boolean isOver() {
        return over;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (chunked && left == 0 && !over) {
            nextChunk();
        }
        if (over) {
            return -1;
        }
        int read = in.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the other side went away in the middle of a body");
        }
        left -= read;
        over = !chunked && left == 0;
        counter.accept(read);
        return read;
    }

    private void nextChunk() throws IOException {
        if (!first) {
            line();
        }
        first = false;
        left = Long.parseLong(line().split(";")[0].strip(), 16);
        if (left == 0) {
            over = true;
            String trailer;
            do {
                trailer = line();
            } while (!trailer.isEmpty());
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("chunks without an end");
            }
            line.append(new String(new byte[] {(byte) b}, StandardCharsets.ISO_8859_1));
        }
        return line.toString().strip();
    }
}
