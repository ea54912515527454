package org.dicomcaravan.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * Work on a thread that counts how often it is asked whether it was interrupted, and says yes from some time on: so tests
 * of long work need no long work.
 */
public final class Interruptions {

    private Interruptions() {}

    private static final class AskedThread extends Thread {

        private final int patience;
        private int asked; // read by others when the thread has ended

        AskedThread(Runnable work, int patience) {
            super(work, "asked");
            this.patience = patience;
        }

        @Override
        public boolean isInterrupted() {
            asked++;
            return asked > patience || super.isInterrupted();
        }
    }

    /**
     * Checks that work looks at least so often, and ends with the {@link InterruptedIOException} that it has to, wherever it
     * is interrupted.
     */
    public static void assertLooks(int least, ThrowingCallable work) throws InterruptedException {
        AtomicReference<Throwable> whole = new AtomicReference<>();
        int looks = run(Integer.MAX_VALUE, work, whole);
        assertThat(whole.get()).isNull();
        assertThat(looks).isGreaterThanOrEqualTo(least);
        for (int patience : new int[] {0, looks / 4, looks / 2, looks - 1}) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            run(patience, work, thrown);
            assertThat(thrown.get())
                    .as("after %d of %d looks", patience, looks)
                    .isInstanceOf(InterruptedIOException.class);
        }
    }

    private static int run(int patience, ThrowingCallable work, AtomicReference<Throwable> thrown)
            throws InterruptedException {
        AskedThread thread = new AskedThread(() -> thrown.set(catchThrowable(work)), patience);
        thread.start();
        thread.join();
        return thread.asked;
    }
}
