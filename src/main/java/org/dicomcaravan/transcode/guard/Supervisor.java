package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.dicomcaravan.codec.FrameMemory;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.ScratchException;
import org.dicomcaravan.transcode.ContentException;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.StoppedException;
import org.dicomcaravan.transcode.TranscodeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The supervision of one transcoder at one instance.
 *
 * @param who is called, in messages
 * @param crew on whose threads it works
 * @param memory what the instance holds of the memory for frames
 * @param builtIn whether its contents may be read without a thread of their own
 * @param prompt whether what it makes takes no longer than reading the instance does, so that it needs no thread of its
 *     own at all
 */
record Supervisor(
        String who, Crew crew, Limits limits, Watch watch, FrameMemory.Share memory, boolean builtIn, boolean prompt) {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /** Runs what makes a frame. */
    <T> T frame(Crew.Work<T> work) throws IOException, DicomException {
        try {
            return prompt ? inPlace(work) : crew.call(who, limits.perFrame(), watch, work);
        } catch (TranscoderFault e) {
            if (TranscoderFault.isOutOfMemory(e)) {
                throw tooLarge(e);
            }
            throw e;
        }
    }

    /** Runs what makes a frame and can be run again: if memory runs out, which may be by others, once more, alone. */
    <T> T repeatable(Crew.Work<T> work) throws IOException, DicomException {
        try {
            return frame(work);
        } catch (DicomException e) {
            if (!TranscoderFault.isOutOfMemory(e)) {
                throw e;
            }
        }
        alone();
        return frame(work);
    }

    /** Runs what reads a part of a content. */
    <T> T read(Crew.Work<T> work) throws IOException, DicomException {
        return crew.call(who, limits.stall(), watch, work);
    }

    /** Starts what goes on while others read. */
    <T> GuardedCall<T> start(Crew.Work<T> work) throws TranscoderFault {
        return crew.start(who, watch, work);
    }

    private <T> T inPlace(Crew.Work<T> work) throws IOException, DicomException {
        try {
            return work.run();
        } catch (Throwable e) {
            throw TranscoderFault.of(who, e);
        }
    }

    /** Waits until no other instance has frames in memory; not for ever, since one of them may be delivered slowly. */
    void alone() throws IOException {
        LOG.warn("{} ran out of memory; it is tried once more, alone", who);
        memory.holdAll(limits.perFrame(), () -> watch.check(who));
    }

    /** What the failure of a content is to whoever reads it: of the content, unless it is of somebody else. */
    IOException contentFailure(Throwable thrown) {
        try {
            IOException failure = TranscoderFault.of(who, thrown);
            if (failure instanceof ContentException || isOthers(failure)) {
                return failure;
            }
            return TranscoderFault.isOutOfMemory(failure)
                    ? new ContentException(tooLarge(failure))
                    : new ContentException(failure);
        } catch (DicomException e) {
            return new ContentException(e);
        }
    }

    /** The same for an output that could not be made, as {@link org.dicomcaravan.transcode.Outputs} may say it. */
    static RuntimeException outputFailure(Exception failure) {
        if (failure instanceof IOException io) {
            return isOthers(io) ? new UncheckedIOException(io) : new TranscodeException(io);
        }
        return new TranscodeException((DicomException) failure);
    }

    /** Whether it is a failure neither of the instance nor of its transcoder. */
    private static boolean isOthers(IOException failure) {
        return failure instanceof StoppedException || failure instanceof ScratchException;
    }

    private DicomException tooLarge(IOException cause) {
        return new DicomException(
                DicomException.Reason.TOO_LARGE,
                who + " needs more memory for this instance than the server has",
                cause);
    }
}
