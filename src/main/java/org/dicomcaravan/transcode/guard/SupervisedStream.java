package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.BlockStream;
import org.dicomcaravan.transcode.ContentException;

/** The stream of a plugin, read under guard in pieces of up to 64 KiB. Not to be read again once a read failed. */
final class SupervisedStream extends BlockStream {

    private final InputStream in;
    private final Supervisor supervisor;
    private final byte[] piece = new byte[1 << 16];
    private int at;
    private int end;
    private boolean failed;

    SupervisedStream(InputStream in, Supervisor supervisor) {
        this.in = in;
        this.supervisor = supervisor;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (at == end) {
            refill();
        }
        if (end < 0) {
            at = end;
            return -1;
        }
        int got = Math.min(count, end - at);
        System.arraycopy(piece, at, into, offset, got);
        at += got;
        return got;
    }

    private void refill() throws IOException {
        if (failed) {
            throw new IOException("an earlier read failed");
        }
        failed = true; // a read that is late may still write to the piece
        at = 0;
        end = guarded(() -> in.read(piece));
        if (end == 0 || end > piece.length) {
            throw new TranscoderFault(supervisor.who() + " read " + end + " bytes into room for " + piece.length);
        }
        failed = false;
    }

    private <T> T guarded(Crew.Work<T> work) throws IOException {
        try {
            return supervisor.read(work);
        } catch (DicomException e) {
            throw new ContentException(e);
        }
    }

    @Override
    public void close() throws IOException {
        guarded(() -> {
            in.close();
            return null;
        });
    }
}
