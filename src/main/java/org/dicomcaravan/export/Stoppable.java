package org.dicomcaravan.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.dicomcaravan.google.Checkpoint;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.transcode.StoppedException;

/** Work that may have to wait for a store far away; it ends when its operation is to stop. */
final class Stoppable {

    private Stoppable() {}

    /** Work of one kind of exception. */
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Does it. What it fails with while the operation is to stop may be for that very reason, and is not told.
     *
     * @param stopIfAsked throws {@link ExportStopped} if the operation is to stop; asked several times a second
     */
    @SuppressWarnings("unchecked") // nothing else is thrown by the work
    static <T, E extends Exception> T call(Runnable stopIfAsked, Work<T, E> work) throws E {
        try {
            return Checkpoint.during(stopIfAsked, work::run);
        } catch (Exception e) {
            stopIfAsked.run();
            throw (E) e;
        }
    }

    /** The bytes of a store, for any thread; reading them ends in {@link StoppedException}. */
    static ByteSource source(Runnable stopIfAsked, ByteSource source) {
        return new Bytes(stopIfAsked, source);
    }

    private record Bytes(Runnable stopIfAsked, ByteSource source) implements ByteSource {

        @Override
        public long size() {
            return source.size();
        }

        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            try {
                return call(stopIfAsked, () -> source.read(position, into));
            } catch (ExportStopped e) {
                StoppedException stopped = new StoppedException("reading the instance");
                stopped.initCause(e);
                throw stopped;
            }
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
