package org.dicomcaravan.export;

/**
 * Lets a suspicious batch run alone: if the process ends meanwhile, it is known over which instance. All others run side
 * by side, and let a suspicious one that waits go first, or it would wait for ever. Thread-safe.
 */
final class Quarantine {

    private static final long LOOK_MILLIS = 250;

    private int inside;
    private int waitingAlone;
    private boolean isAlone;

    /** A batch that is let in. */
    interface Stay {
        void end();
    }

    /**
     * Waits until a batch may run.
     *
     * @param alone whether nothing else may run meanwhile
     * @param checkpoint is run now and then while it waits; what it throws ends the wait
     */
    synchronized Stay enter(boolean alone, Runnable checkpoint) throws InterruptedException {
        waitingAlone += alone ? 1 : 0;
        try {
            while (isAlone || inside > 0 && alone || waitingAlone > 0 && !alone) {
                wait(LOOK_MILLIS);
                checkpoint.run();
            }
        } finally {
            waitingAlone -= alone ? 1 : 0;
            notifyAll();
        }
        isAlone = alone;
        inside++;
        return this::leave;
    }

    private synchronized void leave() {
        isAlone = false;
        inside--;
        notifyAll();
    }
}
