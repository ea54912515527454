package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.transcode.Limits;

/**
 * The guard of one transcoder at one instance.
 *
 * @param builtIn whether its contents may be read without a thread of their own
 * @param prompt whether what it makes takes no longer than reading the instance does, so that it needs no thread of its
 *     own
 */
record Supervisor(String who, Guard guard, Limits limits, Progress progress, boolean builtIn, boolean prompt) {

    /** Runs what makes a frame. */
    <T> T frame(Guard.Work<T> work) throws IOException, DicomException {
        if (prompt) {
            return Guard.inPlace(who, work);
        }
        return guard.call(who, limits.perFrame(), progress, work);
    }

    /** Runs what reads a part of a content. */
    <T> T read(Guard.Work<T> work) throws IOException, DicomException {
        return guard.call(who, limits.stall(), progress, work);
    }
}
