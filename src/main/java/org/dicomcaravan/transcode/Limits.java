package org.dicomcaravan.transcode;

import java.nio.file.Path;
import java.time.Duration;
import org.dicomcaravan.codec.FrameMemory;

/**
 * What transcoders and codecs may use.
 *
 * @param perFrame how long the making of one frame may take
 * @param stall how long a read of a content may go without a byte
 * @param hung how many calls a transcoder may leave hanging, none of which can be ended; after that it is not asked
 *     again until the next start
 * @param frameBytes how large the samples of one frame may be; the heap sets a limit too
 * @param scratch the folder for temporary files, which are gone when their output is closed
 */
public record Limits(Duration perFrame, Duration stall, int hung, long frameBytes, Path scratch) {

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
                || frameBytes < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive: " + perFrame + ", " + stall + ", " + hung + ", " + frameBytes);
        }
    }

    /** A minute a frame, a minute without a byte, 8 hanging calls, 512 MiB, the temporary folder of the system. */
    public static Limits defaults() {
        return new Limits(
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                8,
                FrameMemory.MOST_PER_FRAME,
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** The same with another time for a frame and for a read. */
    public Limits withTimes(Duration frame, Duration read) {
        return new Limits(frame, read, hung, frameBytes, scratch);
    }

    /** The same with another folder for temporary files. */
    public Limits withScratch(Path folder) {
        return new Limits(perFrame, stall, hung, frameBytes, folder);
    }
}
