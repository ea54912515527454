package org.dicomcaravan.transcode;

import java.time.Duration;
import org.dicomcaravan.codec.FrameMemory;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.Scratch;

/**
 * What transcoders and codecs may use.
 *
 * @param perFrame how long the making of one frame may take
 * @param stall how long a read of a content may go without a byte
 * @param hung how many calls a transcoder may leave hanging, none of which can be ended; after that it is not asked
 *     again until the next start
 * @param frameBytes how large the samples of one frame may be; the heap sets a limit too
 * @param instanceFrames how many frames of one instance may be made into something else
 * @param instanceBytes how many bytes may be made of one instance, all its outputs together; what is stored may always
 *     be copied
 * @param scratch where temporary files lie, which are gone when their output is closed
 */
public record Limits(
        Duration perFrame,
        Duration stall,
        int hung,
        long frameBytes,
        long instanceFrames,
        long instanceBytes,
        Scratch scratch) {

    /**
     * Checks that each limit lets something through.
     *
     * @throws IllegalArgumentException if one of them is not positive
     */
    public Limits {
        if (perFrame.isNegative()
                || perFrame.isZero()
                || stall.isNegative()
                || stall.isZero()
                || hung < 1
                || frameBytes < 1
                || instanceFrames < 1
                || instanceBytes < 1) {
            throw new IllegalArgumentException("limits must be positive: %s, %s, %d, %d, %d, %d"
                    .formatted(perFrame, stall, hung, frameBytes, instanceFrames, instanceBytes));
        }
    }

    /**
     * A minute a frame, a minute without a byte, 8 hanging calls, 512 MiB a frame, a million frames and 256 GiB an
     * instance, and no room for temporary files.
     */
    public static Limits defaults() {
        return new Limits(
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                8,
                FrameMemory.MOST_PER_FRAME,
                1_000_000,
                256L << 30,
                Scratch.none());
    }

    /** The same with another time for a frame and for a read. */
    public Limits withTimes(Duration frame, Duration read) {
        return new Limits(frame, read, hung, frameBytes, instanceFrames, instanceBytes, scratch);
    }

    /** The same with other limits for all that is made of one instance. */
    public Limits withInstance(long frames, long bytes) {
        return new Limits(perFrame, stall, hung, frameBytes, frames, bytes, scratch);
    }

    /**
     * Checks the number of frames of which something shall be made.
     *
     * @throws DicomException TOO_LARGE if there are too many
     */
    public void checkFrames(long frames) throws DicomException {
        if (frames > instanceFrames) {
            throw new DicomException(
                    DicomException.Reason.TOO_LARGE,
                    "the instance has %,d frames; the server makes something of %,d at most (caravan.limit.instance-frames)"
                            .formatted(frames, instanceFrames));
        }
    }

    /**
     * Checks how many bytes are made of an instance, as soon as that is known.
     *
     * @throws DicomException TOO_LARGE if there are too many
     */
    public void checkBytes(long bytes) throws DicomException {
        if (bytes > instanceBytes) {
            throw new DicomException(
                    DicomException.Reason.TOO_LARGE,
                    "the instance would become %,d bytes; the server makes %,d at most (caravan.limit.instance-gibibytes)"
                            .formatted(bytes, instanceBytes));
        }
    }

    /** The same with another number of calls that may hang. */
    public Limits withHung(int calls) {
        return new Limits(perFrame, stall, calls, frameBytes, instanceFrames, instanceBytes, scratch);
    }

    /** The same with another room for temporary files. */
    public Limits withScratch(Scratch other) {
        return new Limits(perFrame, stall, hung, frameBytes, instanceFrames, instanceBytes, other);
    }
}
