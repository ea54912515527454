package org.dicomcaravan.export;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets a suspicious batch run alone: if the process ends meanwhile, it is known over which instance. All others run side
 * by side. Thread-safe.
 */
final class Quarantine {

    private static final int ALL = 1 << 16;
    private static final long LOOK_MILLIS = 250;

    private final Semaphore places = new Semaphore(ALL, true);

    /** A batch that is let in. */
    interface Stay {
        void end();
    }

    /**
     * Waits until the batch may run.
     *
     * @throws ExportStopped if its operation is to stop meanwhile
     */
    Stay enter(BatchRun run) {
        int wanted = run.isSuspicious() ? ALL : 1;
        try {
            while (!places.tryAcquire(wanted, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                run.stopIfAsked();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw run.stopped();
        }
        return () -> places.release(wanted);
    }
}
