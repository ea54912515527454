package org.dicomcaravan.transcode;

import java.io.IOException;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.FileProblem;

/**
 * The bytes of an output could not be made or read: a failure of the instance. The cause says why, as with
 * {@link TranscodeException}.
 *
 * <p>Whoever copies a content of the chain to somewhere may rely on it: opening it, reading and closing its streams, and
 * closing it throw this for whatever goes wrong with the content, an {@link Error} too. There are two other exceptions:
 * {@link StoppedException} where nobody wants the content any more, and {@link org.dicomcaravan.io.ScratchException} where
 * the server has no room for it. So whatever else is thrown while a content is copied is a failure of the place that it
 * is copied to.
 *
 * <p>A transcoder's own stream throws it where a {@link DicomException} has to get through.
 */
public final class ContentException extends IOException {

    private static final long serialVersionUID = 1;

    /** Around what is wrong with the instance. */
    public ContentException(DicomException cause) {
        super(cause.getMessage(), cause);
    }

    /** Around what could not be read, or what a transcoder did. */
    public ContentException(IOException cause) {
        super(FileProblem.of(cause), cause);
    }
}
