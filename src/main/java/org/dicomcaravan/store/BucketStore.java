package org.dicomcaravan.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.dicomcaravan.google.CloudStorage;

/**
 * A store that lies in a bucket of Cloud Storage: every object whose name begins in one way, in the byte order of names.
 * Hidden objects (a part of the name, between slashes, starts with a dot) are left out, and so are empty ones that stand
 * for a folder (the name ends with a slash).
 *
 * <p>What is read of an object is of one generation. Thread-safe. Nothing is ever written to the bucket.
 */
public final class BucketStore implements DicomStore {

    /** A bucket is not mounted. */
    static final String REMEDY = "create it, or correct where it lies";

    /** For one object, or to see whether there is any. */
    private static final int FEW = 8;
    /** What is read of an instance at first, which is all of a small one. */
    private static final int FIRST_BLOCK = 64 * 1024;

    private final Bucket bucket;
    private final String prefix;
    private final String url;
    private final BucketReaders readers;

    /**
     * A store over a bucket, which need not exist before something is asked of the store.
     *
     * @param cloud how it is reached
     * @param bucket a valid name of a bucket
     * @param prefix what names of objects begin with; empty, or ends with a slash
     * @param readers who read ahead; not closed with the store, which has nothing to close
     */
    public BucketStore(CloudStorage cloud, String bucket, String prefix, BucketReaders readers) {
        this.bucket = new Bucket(cloud, bucket, prefix);
        this.prefix = prefix;
        this.url = "gs://" + bucket + "/" + prefix;
        this.readers = readers;
    }

    @Override
    public String source() {
        return url;
    }

    /** Nothing: a name is one bucket's, and what it is asked for is answered by that one. */
    @Override
    public Optional<String> identity() {
        return Optional.empty();
    }

    @Override
    public String remedy() {
        return REMEDY;
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreAwayException also if it has not answered after some seconds: somebody may be waiting for a call
     */
    @Override
    public boolean isEmpty() throws StoreAwayException {
        return isEmpty(bucket.briefly());
    }

    private static boolean isEmpty(Bucket bucket) throws StoreAwayException {
        return !new BucketObjects(bucket, Optional.empty(), FEW).hasNext();
    }

    @Override
    public Listing list(Optional<String> after) throws IOException {
        return new BucketListing(this, after);
    }

    @Override
    public StoredInstance open(String path) throws IOException {
        if (isHidden(path)) {
            throw new NoSuchFileException(path, null, "not a path of this store");
        }
        Optional<StoredObject> found = bucket.find(prefix + path);
        if (found.isEmpty()) {
            requireHeld();
            throw new NoSuchFileException(path, null, "not an object of this store any more");
        }
        if (found.get().problem().isPresent()) {
            throw new IOException(found.get().problem().get());
        }
        return new BucketInstance(this, found.get(), new BucketSource(this, found.get(), FIRST_BLOCK, true));
    }

    /** Whether listings leave out what has this path. */
    static boolean isHidden(String path) {
        return path.isEmpty() || path.startsWith(".") || path.contains("/.");
    }

    /**
     * To be asked, with patience, where something that was there can't be found.
     *
     * @throws StoreAwayException if the whole store is away
     */
    void requireHeld() throws StoreAwayException {
        if (isEmpty(bucket)) {
            throw new StoreAwayException("nothing lies under " + url + ", where something lay before");
        }
    }

    Bucket bucket() {
        return bucket;
    }

    /** The name of an object without what all names begin with. */
    String path(StoredObject object) {
        return object.name().substring(prefix.length());
    }

    /** Who read ahead of those who ask. */
    BucketReaders readers() {
        return readers;
    }

    /** Where it lies, for those who run the server. */
    @Override
    public String toString() {
        return url;
    }
}
