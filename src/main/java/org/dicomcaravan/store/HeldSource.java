package org.dicomcaravan.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.dicomcaravan.io.ByteSource;

/** The bytes of a file, whose reading tells a file that is broken from a store that went away under it. */
final class HeldSource implements ByteSource {

    private final ByteSource bytes;
    private final DirectoryStore store;

    HeldSource(ByteSource bytes, DirectoryStore store) {
        this.bytes = bytes;
        this.store = store;
    }

    @Override
    public long size() {
        return bytes.size();
    }

    /**
     * Reads.
     *
     * @throws StoreAwayException if that fails, and the store is not there any more
     */
    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        try {
            return bytes.read(position, into);
        } catch (IOException e) {
            try {
                store.requireHeld();
            } catch (StoreAwayException away) {
                away.addSuppressed(e);
                throw away;
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
