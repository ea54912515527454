package org.dicomcaravan.codec;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.dicom.pixels.PixelData;

/**
 * The memory for frames in work: a limit for one frame, and one for all together, whose instances wait for each other
 * where it is reached. So the heap bears whatever is exported, however many instances are worked on side by side.
 *
 * <p>A frame counts {@value #COPIES} times its samples: as it was decoded, in other colours or as a picture, and as what
 * is made of it, or once and what its decoder works with, if that is more; and {@value #CODESTREAMS} times its codestream:
 * as it is stored, and as a decoder takes it apart.
 * Thread-safe.
 */
public final class FrameMemory {

    /** Bytes of the largest frame, samples or codestream, that is read unless told otherwise. */
    public static final long MOST_PER_FRAME = 512L << 20;

    private static final int COPIES = 3;
    private static final int CODESTREAMS = 2;
    private static final long MOST_OF_ARRAY = Integer.MAX_VALUE - 16;
    private static final long BLOCK = 64 << 10;

    /** What is called while an instance waits for others; what it throws ends the waiting. */
    @FunctionalInterface
    public interface Waiting {
        /** It goes on waiting. */
        void goesOn() throws IOException;
    }

    private final long perFrame;
    private final Blocks blocks;

    /**
     * Memory of a size.
     *
     * @param perFrame bytes of the largest frame, samples or codestream, that is read
     * @param together bytes for all frames in work, their copies included
     */
    public FrameMemory(long perFrame, long together) {
        if (perFrame < 1 || together < 1) {
            throw new IllegalArgumentException("no frame fits into " + perFrame + " of " + together + " bytes");
        }
        this.perFrame = Math.min(perFrame, MOST_OF_ARRAY);
        this.blocks = new Blocks(blocks(together));
    }

    /** Half of the heap; for one frame a sixth of it, 512 MiB at most. */
    public static FrameMemory ofHeap() {
        return ofHeap(MOST_PER_FRAME);
    }

    /** Half of the heap; for one frame a sixth of it, and no more than {@code mostPerFrame} bytes. */
    public static FrameMemory ofHeap(long mostPerFrame) {
        long half = Runtime.getRuntime().maxMemory() / 2;
        return new FrameMemory(Math.min(mostPerFrame, half / COPIES), half);
    }

    private static int blocks(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, (bytes + BLOCK - 1) / BLOCK));
    }

    /**
     * The share of one instance, whose frames are worked on one after another.
     *
     * @param waiting is called while it waits for others, a few times a second
     */
    public Share share(Waiting waiting) {
        return new Share(waiting);
    }

    /** What one instance holds of the memory, from its first frame until it is closed. For one thread at a time. */
    public final class Share implements Closeable {

        private final Waiting waiting;
        private volatile int held;
        private volatile boolean closed;

        private Share(Waiting waiting) {
            this.waiting = waiting;
        }

        /**
         * Takes the memory of an instance's largest frame, at the first call; waits until it is there. Reads no pixels.
         *
         * @param pixels the same at every call
         * @param working what a decoder needs beside the samples and the codestream, in bytes
         * @throws DicomException INVALID if that is more than the limit
         * @throws InterruptedIOException if the thread is interrupted
         */
        public void hold(PixelData pixels, long working) throws DicomException, IOException {
            hold(samples(pixels.shape()), held == 0 && pixels.encapsulated() ? longest(pixels) : 0, working);
        }

        /** Takes the memory of a frame of so many bytes of samples, whose codestream has so many, as has its decoder. */
        void hold(long samples, long codestream, long working) throws DicomException, IOException {
            check("a frame", samples);
            check("a codestream", codestream);
            if (held == 0) {
                long wanted = Math.max(COPIES * samples, samples + working) + CODESTREAMS * codestream;
                take(Math.min(blocks.all(), blocks(wanted)), Long.MAX_VALUE, waiting);
            }
        }

        /**
         * Gives back what is held, and takes all memory there is: from then on no other instance has a frame in work, and
         * no frame of this one has to wait.
         *
         * @param limit how long others are waited for; whoever asks later waits as well
         * @param meanwhile is called a few times a second; what it throws ends the waiting
         * @return whether it worked; else nothing is held
         * @throws InterruptedIOException if the thread is interrupted
         */
        public boolean holdAll(Duration limit, Waiting meanwhile) throws IOException {
            giveBack();
            return take(blocks.all(), limit.toNanos(), meanwhile);
        }

        private boolean take(int wanted, long nanos, Waiting meanwhile) throws IOException {
            try {
                boolean taken = blocks.take(wanted, nanos, meanwhile);
                keep(taken ? wanted : 0);
                return taken;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException stopped =
                        new InterruptedIOException("interrupted while it waited for memory for a frame");
                stopped.initCause(e);
                throw stopped;
            }
        }

        private void check(String what, long bytes) throws DicomException {
            if (bytes > perFrame) {
                throw DicomException.invalid(
                        "%s of %d bytes, more than the limit of %d for one frame".formatted(what, bytes, perFrame));
            }
        }

        private static long samples(FrameShape shape) {
            return DecodedFrame.bytes(
                    shape.rows(),
                    shape.columns(),
                    shape.samplesPerPixel(),
                    shape.bitsAllocated(),
                    shape.photometricInterpretation());
        }

        private static long longest(PixelData pixels) {
            long longest = 0;
            for (int frame = 0; frame < pixels.frames(); frame++) {
                longest = Math.max(longest, pixels.frameLength(frame));
            }
            return longest;
        }

        /** Gives back what is held. */
        @Override
        public void close() {
            closed = true;
            giveBack();
        }

        /** Not where it was closed meanwhile, by whoever gave up waiting for this thread. */
        private synchronized void keep(int taken) throws InterruptedIOException {
            if (closed) {
                blocks.giveBack(taken);
                throw new InterruptedIOException("the instance is closed");
            }
            held = taken;
        }

        private synchronized void giveBack() {
            blocks.giveBack(held);
            held = 0;
        }
    }
}
