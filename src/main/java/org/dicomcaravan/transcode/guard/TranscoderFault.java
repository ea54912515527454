package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.plugin.RefusedSetting;
import org.dicomcaravan.text.Pathless;
import org.dicomcaravan.transcode.TranscodeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transcoder or codec did what it must not do: threw something unexpected, took too long, or gave nonsense. It costs
 * the instance. The message names the transcoder and is fit for a user; details are in the cause.
 */
public final class TranscoderFault extends IOException {

    private static final long serialVersionUID = 1;
    private static final int DEEPEST = 32;
    private static final Logger LOG = LoggerFactory.getLogger(TranscoderFault.class);

    TranscoderFault(String message) {
        super(message);
    }

    TranscoderFault(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * What guarded work threw, as what callers know.
     *
     * @param who did it
     * @return what it was, if it was an {@link IOException}, and a fault otherwise
     * @throws DicomException if it was one
     */
    static IOException of(String who, Throwable thrown) throws DicomException {
        boolean wrapped = thrown instanceof TranscodeException || thrown instanceof UncheckedIOException;
        Throwable cause = wrapped ? thrown.getCause() : thrown;
        if (cause instanceof DicomException dicom) {
            throw dicom;
        }
        if (cause instanceof IOException io) {
            return io;
        }
        if (cause instanceof RefusedSetting refused) {
            throw refused; // no fault of the transcoder's
        }
        if (cause instanceof OutOfMemoryError) {
            return new TranscoderFault(who + " needs more memory for this instance than the server has", cause);
        }
        if (cause instanceof StackOverflowError) {
            return new TranscoderFault(who + " needs a deeper stack for this instance than the server has", cause);
        }
        LOG.warn("{} failed with something unexpected", who, cause);
        return new TranscoderFault(who + " failed with " + Pathless.of(cause.toString()), cause);
    }

    /** Whether something failed because memory ran out, which may have been by others. */
    static boolean isOutOfMemory(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            if (at instanceof OutOfMemoryError) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
