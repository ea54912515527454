package org.dicomcaravan.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.dicomcaravan.google.Awaited;
import org.dicomcaravan.google.Checkpoint;

/**
 * Lists a bucket, page by page, and reads the first kilobytes of each object, of some objects at a time, ahead of whoever
 * asks for the entries. What it keeps in memory is a page and those kilobytes.
 */
final class BucketListing implements Listing {

    private static final int PAGE = 1000;
    /** So many objects are looked into at a time: each costs a round trip, and little else. */
    private static final int AHEAD = 12;
    /** What is read of an object to see what it is; of most, that is enough. */
    private static final int FIRST_BLOCK = 16 * 1024;

    private static final int ATTEMPTS = 3;

    private record Look(StoredObject object, FutureTask<StoreEntry> entry) {}

    private final BucketStore store;
    private final BucketObjects objects;
    private final Deque<Look> looks = new ArrayDeque<>();
    private String last;
    private volatile boolean closed;

    BucketListing(BucketStore store, Optional<String> after) throws StoreAwayException {
        this.store = store;
        this.objects = new BucketObjects(store.bucket(), after, PAGE);
        if (!objects.hasNext() && after.isPresent()) {
            store.requireHeld();
        }
    }

    @Override
    public boolean hasNext() {
        try {
            while (looks.size() < AHEAD && !closed && objects.hasNext()) {
                StoredObject object = objects.next();
                FutureTask<StoreEntry> entry = new FutureTask<>(() -> entry(object));
                looks.add(new Look(object, entry));
                store.readers().offer(() -> runWhileOpen(entry));
            }
        } catch (StoreAwayException e) {
            throw new UncheckedIOException(e);
        }
        return !looks.isEmpty();
    }

    @Override
    public StoreEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The listing is at its end");
        }
        try {
            FutureTask<StoreEntry> first = looks.getFirst().entry;
            first.run(); // nothing if somebody else does; there may have been no thread for it
            StoreEntry entry = Awaited.get(first);
            last = looks.remove().object.name();
            return entry;
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedIOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void runWhileOpen(FutureTask<StoreEntry> entry) {
        Checkpoint.during(this::requireOpen, () -> {
            entry.run();
            return null;
        });
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException runtime) {
            throw runtime; // whoever looked whether this is still wanted
        }
        return cause instanceof IOException io
                ? new UncheckedIOException(io)
                : new IllegalStateException("Looking into an object failed", cause);
    }

    /** The name of an object: it holds when pages are others, and when that object is gone. */
    @Override
    public String cursor() {
        if (last == null) {
            throw new IllegalStateException("The listing is at its beginning");
        }
        return last;
    }

    @Override
    public void close() {
        closed = true;
        looks.forEach(look -> look.entry.cancel(true));
        looks.clear();
    }

    private void requireOpen() {
        if (closed) {
            throw new CancellationException("the listing is closed");
        }
    }

    /** What an object is, at that generation or, if it was overwritten since it was listed, at the one that is there. */
    private StoreEntry entry(StoredObject listed) throws StoreAwayException {
        try {
            return look(listed);
        } catch (StoreAwayException e) {
            throw e;
        } catch (IOException e) {
            return new StoreEntry.Unreadable(store.path(listed), "can't be read: " + e.getMessage());
        }
    }

    private StoreEntry look(StoredObject listed) throws IOException {
        StoredObject object = listed;
        String path = store.path(object);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (object.problem().isPresent()) {
                return new StoreEntry.Unreadable(path, object.problem().get());
            }
            try (BucketSource source = new BucketSource(store, object, FIRST_BLOCK, false)) {
                return Classifier.classify(source, path, object.size(), object.version());
            } catch (StoreAwayException | Bucket.RefusedException e) {
                throw e;
            } catch (IOException e) {
                Optional<StoredObject> now = store.bucket().find(object.name());
                if (now.isEmpty()) {
                    store.requireHeld();
                    return new StoreEntry.Unreadable(path, "can't be read: it is not there");
                }
                if (now.get().generation() == object.generation()) {
                    return new StoreEntry.Unreadable(path, "can't be read: " + e.getMessage());
                }
                object = now.get();
            }
        }
        return new StoreEntry.Unreadable(path, "can't be read: it is being written");
    }
}
