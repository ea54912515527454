package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.transcode.Content;

/**
 * A content whose streams give exactly as many bytes as it said, or throw a
 * {@link org.dicomcaravan.transcode.ContentException}. That of a plugin is read under guard; that of a built-in
 * transcoder directly, since it does a bounded amount of work between two reads and a hand-off would slow a copy down.
 */
final class GuardedContent implements Content {

    private final Content content;
    private final long length;
    private final Supervisor supervisor;
    private volatile boolean closed;

    GuardedContent(Content content, long length, Supervisor supervisor) {
        this.content = content;
        this.length = length;
        this.supervisor = supervisor;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() throws IOException {
        return new ExactStream(isOurs() ? content::open : this::supervised, length, supervisor);
    }

    private InputStream supervised() throws IOException, DicomException {
        InputStream stream = supervisor.read(content::open);
        if (stream == null) {
            throw new TranscoderFault(supervisor.who() + " gave null instead of a stream");
        }
        return new SupervisedStream(stream, supervisor);
    }

    private boolean isOurs() {
        return supervisor.builtIn() || content instanceof PushedContent;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (isOurs()) {
                content.close();
            } else {
                supervisor.read(() -> {
                    content.close();
                    return null;
                });
            }
        } catch (Throwable e) {
            throw supervisor.contentFailure(e);
        }
    }
}
