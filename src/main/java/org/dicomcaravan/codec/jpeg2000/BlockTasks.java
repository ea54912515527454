package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.dicom.DicomException;

/** The code-blocks of a tile, decoded by one thread and whoever is idle: each takes the next one that is left. */
final class BlockTasks {

    /** Code-blocks that are not worth another thread: those of 512 x 512 samples are fewer. */
    private static final int FEW = 128;

    private final List<BlockWorker.Job> jobs;
    private final byte[] packets;
    private final TilePlanes planes;
    private final AtomicInteger next = new AtomicInteger();
    private final Phaser helpers = new Phaser(1);
    private Throwable failure;

    BlockTasks(List<BlockWorker.Job> jobs, byte[] packets, TilePlanes planes) {
        this.jobs = jobs;
        this.packets = packets;
        this.planes = planes;
    }

    /**
     * Decodes them all.
     *
     * @param workers the first, number 0, for the calling thread, the others for those that help
     * @throws DicomException what is wrong with one of them
     * @throws InterruptedIOException if the calling thread is interrupted
     */
    void run(IntFunction<BlockWorker> workers) throws DicomException, InterruptedIOException {
        try {
            int together = 1;
            while (jobs.size() > FEW * together && isHelped(workers.apply(together))) {
                together++;
            }
            work(workers.apply(0));
        } finally {
            helpers.arriveAndAwaitAdvance(); // the planes are theirs until then
        }
        rethrow();
    }

    /** Asks for one who helps. */
    private boolean isHelped(BlockWorker worker) {
        helpers.register();
        boolean helped = false;
        try {
            helped = IdleProcessors.offer(() -> help(worker));
        } finally {
            if (!helped) {
                helpers.arriveAndDeregister();
            }
        }
        return helped;
    }

    private void help(BlockWorker worker) {
        try {
            work(worker);
        } finally {
            helpers.arriveAndDeregister();
        }
    }

    private void work(BlockWorker worker) {
        try {
            for (int i = next.getAndIncrement(); i < jobs.size(); i = next.getAndIncrement()) {
                Cancellation.check();
                worker.run(jobs.get(i), packets, planes);
            }
        } catch (DicomException | InterruptedIOException | RuntimeException | Error e) {
            fail(e); // whichever thread it was: the caller is told, and no picture lacks a block
        }
    }

    private synchronized void fail(Throwable e) {
        next.set(jobs.size());
        failure = failure == null ? e : failure;
    }

    private synchronized void rethrow() throws DicomException, InterruptedIOException {
        if (failure instanceof DicomException damaged) {
            throw damaged;
        }
        if (failure instanceof InterruptedIOException interrupted) {
            throw interrupted;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }
}
