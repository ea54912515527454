package org.dicomcaravan.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.dicomcaravan.io.ByteSource;

/** A file of a {@link DirectoryStore}, open. */
record FileInstance(DirectoryStore store, Path file, FileState state, ByteSource bytes) implements StoredInstance {

    private static final int ATTEMPTS = 3;

    /**
     * Opens a file.
     *
     * @throws IOException if it can't be opened, or somebody replaces it at the same time again and again
     */
    static FileInstance open(DirectoryStore store, Path file, FileState found) throws IOException {
        FileState before = found;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ByteSource bytes = ByteSource.of(file);
            try {
                FileState after = FileState.of(file);
                if (after.kind() == FileState.Kind.FILE
                        && after.version().equals(before.version())) { // so it is this one that was opened
                    return new FileInstance(store, file, after, new HeldSource(bytes, store));
                }
                before = after;
                bytes.close();
            } catch (IOException e) {
                bytes.close();
                throw e;
            }
        }
        throw new IOException("it is being written");
    }

    @Override
    public String version() {
        return state.version();
    }

    @Override
    public Instant modified() {
        return Instant.ofEpochSecond(0, state.modified());
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreAwayException if it can't be found because the whole store is not there
     */
    @Override
    public boolean isUnchanged() throws IOException {
        try {
            return FileState.of(file).hasContentOf(state);
        } catch (IOException e) {
            store.requireHeld();
            return isUnchangedInStoreThatIsBack();
        }
    }

    private boolean isUnchangedInStoreThatIsBack() throws IOException {
        try {
            return FileState.of(file).hasContentOf(state);
        } catch (NoSuchFileException removed) {
            return false; // nobody can tell any more what was written to it before
        }
    }
}
