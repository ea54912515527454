package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.dicomcaravan.io.BlockStream;
import org.dicomcaravan.transcode.ContentException;

/**
 * A stream that gives exactly as many bytes as were announced. Everything that goes wrong with it is a
 * {@link ContentException}, also what is no {@link IOException}.
 */
final class ExactStream extends BlockStream {

    private final InputStream in;
    private final String who;
    private final long length;
    private long given;

    ExactStream(InputStream in, long length, String who) throws ContentException {
        this.in = in;
        this.length = length;
        this.who = who;
        if (length == 0) {
            expectEnd();
        }
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, into.length);
        if (count == 0) {
            return 0;
        }
        if (given == length) {
            return -1;
        }
        int got = readSome(into, offset, (int) Math.min(count, length - given));
        if (got < 0) {
            throw new ContentException(
                    new TranscoderFault(who + " gave " + given + " bytes instead of the " + length + " that it said"));
        }
        given += got;
        if (given == length) {
            expectEnd();
        }
        return got;
    }

    /** Looks behind the last byte as soon as it is read: whoever counts bytes does not ask for the end. */
    private void expectEnd() throws ContentException {
        if (readSome(new byte[1], 0, 1) >= 0) {
            throw new ContentException(
                    new TranscoderFault(who + " gave more than the " + length + " bytes that it said"));
        }
    }

    private int readSome(byte[] into, int offset, int count) throws ContentException {
        try {
            int got = in.read(into, offset, count);
            if (got == 0 || got > count) {
                throw new TranscoderFault(who + " read " + got + " bytes into room for " + count);
            }
            return got;
        } catch (ContentException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ContentException(e);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
            throw new ContentException(new TranscoderFault(who + " failed with " + e, e));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            in.close();
        } catch (IOException | RuntimeException e) {
            throw new ContentException(e);
        }
    }
}
