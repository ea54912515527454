package org.dicomcaravan.transcode;

import java.io.IOException;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.io.ScratchLimitException;
import org.dicomcaravan.rpc.RpcCode;

/**
 * An output could not be made; thrown by {@link Outputs}, whose methods can't throw checked exceptions. The cause says
 * why: a {@link DicomException}, or an {@link IOException}, which is a fault of the transcoder's where a transcoder did
 * something that it must not do.
 */
public final class TranscodeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Around what is wrong with the instance. */
    public TranscodeException(DicomException cause) {
        super(cause.getMessage(), cause);
    }

    /** Around what could not be read, or what a transcoder did. */
    public TranscodeException(IOException cause) {
        super(FileProblem.of(cause), cause);
    }

    /**
     * The code of an instance's failure: that of its {@link DicomException.Reason}; RESOURCE_EXHAUSTED where it
     * needs too much scratch space, INTERNAL otherwise.
     *
     * @param failure what was thrown, by a {@link Transcoder}, {@link Outputs} or the stream of a content; the cause
     *     may be deep inside
     */
    public static RpcCode code(Throwable failure) {
        int depth = 0;
        for (Throwable at = failure; at != null && depth < 32; at = at.getCause(), depth++) {
            if (at instanceof DicomException dicom) {
                return dicom.reason().code();
            }
            if (at instanceof ScratchLimitException) {
                return RpcCode.RESOURCE_EXHAUSTED;
            }
        }
        return RpcCode.INTERNAL;
    }
}
