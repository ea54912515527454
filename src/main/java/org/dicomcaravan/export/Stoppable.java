package org.dicomcaravan.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.dicomcaravan.google.Checkpoint;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.transcode.StoppedException;

/** Work that may have to wait for a store far away; it ends when its operation is to stop. */
final class Stoppable {

    private Stoppable() {}

    /**
     * Does it. What it fails with while the operation is to stop may be for that very reason, and is not told.
     *
     * @param stopIfAsked throws {@link ExportStopped} if the operation is to stop; asked several times a second
     */
    static <T, E extends Exception> T call(Runnable stopIfAsked, Checkpoint.Work<T, E> work) throws E {
        try {
            return Checkpoint.during(stopIfAsked, work);
        } catch (Exception e) {
            stopIfAsked.run();
            throw e; // of the kind of the work, or unchecked
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
