package org.dicomcaravan.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.dicomcaravan.text.Quoted;

/**
 * The objects of a store in the byte order of their names, but for those that are hidden or stand for a folder; one page
 * of them is in memory. Each page is asked for by the last name of the one before, since a token of the server's would be
 * good for some days only. For one thread.
 */
final class BucketObjects {

    private static final int LARGEST_PAGE = 1000;
    private static final int GROWTH = 8;
    /** So many pages in a row without a name are no listing that anybody could end. */
    private static final int MOST_BARREN_PAGES = 1000;

    private final Bucket bucket;
    private final Deque<StoredObject> ready = new ArrayDeque<>();
    private int pageSize;
    private Optional<String> last;
    private boolean ended;

    /**
     * Those behind a name.
     *
     * @param pageSize of the first page; pages grow while nothing but hidden objects comes
     */
    BucketObjects(Bucket bucket, Optional<String> after, int pageSize) {
        this.bucket = bucket;
        this.last = after;
        this.pageSize = pageSize;
    }

    boolean hasNext() throws StoreAwayException {
        Optional<String> token = Optional.empty();
        Optional<String> before = Optional.empty();
        int barren = 0;
        while (ready.isEmpty() && !ended) {
            if (barren == MOST_BARREN_PAGES) {
                throw bucket.wrong(barren + " pages came without an object, each of which names another page");
            }
            Bucket.Piece piece = bucket.list(last, token, pageSize);
            requireOrder(piece, before);
            boolean isNew = take(piece);
            before = isNew ? Optional.empty() : lastName(piece, before);
            ended = piece.token().isEmpty();
            if (ended && before.isPresent() && !before.equals(last)) {
                throw bucket.wrong("it was asked for what lies behind " + Quoted.of(last.orElseThrow())
                        + ", and ends with " + Quoted.of(before.get()));
            }
            token = isNew ? Optional.empty() : piece.token(); // a page without anything new is no end
            barren = isNew ? 0 : barren + 1;
            if (isNew && ready.isEmpty()) {
                pageSize = Math.max(pageSize, Math.min(LARGEST_PAGE, pageSize * GROWTH));
            }
        }
        return !ready.isEmpty();
    }

    /** In one listing, whose pages follow each other by their tokens, names rise: the same one twice has missed others. */
    private void requireOrder(Bucket.Piece piece, Optional<String> before) throws StoreAwayException {
        Optional<String> previous = before;
        for (StoredObject object : piece.objects()) {
            if (previous.isPresent() && NameOrder.INSTANCE.compare(object.name(), previous.get()) <= 0) {
                throw bucket.wrong("it lists " + Quoted.of(object.name()) + " behind " + Quoted.of(previous.get())
                        + ", which is not the order of names");
            }
            previous = Optional.of(object.name());
        }
    }

    /** Whether there was anything new in it: it may begin with the last one of the page before. */
    private boolean take(Bucket.Piece piece) {
        boolean isNew = false;
        for (StoredObject object : piece.objects()) {
            if (last.isEmpty() || NameOrder.INSTANCE.compare(object.name(), last.get()) > 0) {
                isNew = true;
                last = Optional.of(object.name());
                add(object);
            }
        }
        return isNew;
    }

    private static Optional<String> lastName(Bucket.Piece piece, Optional<String> before) {
        int size = piece.objects().size();
        return size == 0 ? before : Optional.of(piece.objects().get(size - 1).name());
    }

    private void add(StoredObject object) {
        boolean isFolder = object.name().endsWith("/") && object.size() == 0;
        if (!isFolder
                && !BucketStore.isHidden(object.name().substring(bucket.prefix().length()))) {
            ready.add(object);
        }
    }

    /** The next one, of which {@link #hasNext} said that it is there. */
    StoredObject next() {
        return ready.remove();
    }
}
