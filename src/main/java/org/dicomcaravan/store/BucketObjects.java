package org.dicomcaravan.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The objects of a store in the byte order of their names, but for those that are hidden or stand for a folder; one page
 * of them is in memory. Each page is asked for by the last name of the one before, since a token of the server's would be
 * good for some days only. For one thread.
 */
final class BucketObjects {

    private final BucketStore store;
    private final int pageSize;
    private final Deque<StoredObject> ready = new ArrayDeque<>();
    private Optional<String> last;
    private boolean ended;

    /** Those behind a name. */
    BucketObjects(BucketStore store, Optional<String> after, int pageSize) {
        this.store = store;
        this.last = after;
        this.pageSize = pageSize;
    }

    boolean hasNext() throws StoreAwayException {
        Optional<String> token = Optional.empty();
        while (ready.isEmpty() && !ended) {
            Bucket.Piece piece = store.bucket().list(store.prefix(), last, token, pageSize);
            ended = piece.token().isEmpty();
            token = take(piece) ? Optional.empty() : piece.token(); // an empty page is no end
        }
        return !ready.isEmpty();
    }

    /** Whether there was anything new in it. */
    private boolean take(Bucket.Piece piece) {
        boolean isNew = false;
        for (StoredObject object : piece.objects()) {
            // the first one may be the last of the page before
            if (last.isEmpty() || NameOrder.INSTANCE.compare(object.name(), last.get()) > 0) {
                isNew = true;
                last = Optional.of(object.name());
                boolean isFolder = object.name().endsWith("/") && object.size() == 0;
                if (!isFolder && !BucketStore.isHidden(store.path(object))) {
                    ready.add(object);
                }
            }
        }
        return isNew;
    }

    /** The next one, of which {@link #hasNext} said that it is there. */
    StoredObject next() {
        return ready.remove();
    }
}
