package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.BlockStream;
import org.dicomcaravan.transcode.ContentException;

/**
 * The stream of a content, which gives exactly as many bytes as were announced. Everything that goes wrong with it is
 * what {@link Supervisor#contentFailure} makes of it. Where memory runs out, it goes on alone from where it was, once.
 */
final class ExactStream extends BlockStream {

    /** Opens the content from its first byte on. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException, DicomException;
    }

    private final Opener opener;
    private final long length;
    private final Supervisor supervisor;
    private InputStream in;
    private long given;
    private boolean alone;

    ExactStream(Opener opener, long length, Supervisor supervisor) throws IOException {
        this.opener = opener;
        this.length = length;
        this.supervisor = supervisor;
        this.in = opened();
        if (length == 0) {
            expectEnd();
        }
    }

    private InputStream opened() throws IOException {
        try {
            return opener.open();
        } catch (Throwable e) {
            throw supervisor.contentFailure(e);
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
            throw fault("gave " + given + " bytes instead of the " + length + " that it said");
        }
        given += got;
        if (given == length) {
            expectEnd();
        }
        return got;
    }

    /** Looks behind the last byte as soon as it is read: whoever counts bytes does not ask for the end. */
    private void expectEnd() throws IOException {
        if (readSome(new byte[1], 0, 1) >= 0) {
            throw fault("gave more than the " + length + " bytes that it said");
        }
    }

    private int readSome(byte[] into, int offset, int count) throws IOException {
        while (true) {
            int got;
            try {
                got = in.read(into, offset, count);
            } catch (Throwable e) {
                IOException failure = supervisor.contentFailure(e);
                if (alone || !TranscoderFault.isOutOfMemory(failure)) {
                    throw failure;
                }
                goOnAlone();
                continue;
            }
            if (got == 0 || got > count) {
                throw fault("read " + got + " bytes into room for " + count);
            }
            return got;
        }
    }

    private void goOnAlone() throws IOException {
        alone = true;
        try {
            in.close();
            supervisor.alone();
            in = opener.open();
            in.skipNBytes(given);
        } catch (Throwable e) {
            throw supervisor.contentFailure(e);
        }
    }

    private ContentException fault(String what) {
        return new ContentException(new TranscoderFault(supervisor.who() + " " + what));
    }

    @Override
    public void close() throws IOException {
        try {
            in.close();
        } catch (Throwable e) {
            throw supervisor.contentFailure(e);
        }
    }
}
