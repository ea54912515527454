package org.dicomcaravan.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.folder.FolderBuckets;
import org.dicomcaravan.google.CloudStorage;
import org.dicomcaravan.store.BucketReaders;
import org.dicomcaravan.store.BucketStore;
import org.dicomcaravan.store.DicomStore;
import org.dicomcaravan.store.DirectoryStore;
import org.dicomcaravan.store.StoreFactory;

/**
 * Stores that lie in buckets: in Cloud Storage where objects go there, else in the embedded buckets, which are folders.
 * Thread-safe.
 */
final class BucketSources implements StoreFactory, Closeable {

    /**
     * Less than what a transcoder may take for a frame: a bucket that can't be read has to be told from a transcoder that
     * is late, and is waited for by the operation then.
     */
    private static final Duration STALL = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path data;
    private final Configuration configuration;
    private final BucketReaders readers = new BucketReaders();
    private CloudStorage cloud;

    /** Buckets of this configuration, or of this data folder. Nothing is connected before a store is named. */
    BucketSources(Path data, Configuration configuration) {
        this.data = data;
        this.configuration = configuration;
    }

    @Override
    public String scheme() {
        return "gs";
    }

    @Override
    public String form() {
        return "gs://BUCKET/PREFIX";
    }

    @Override
    public DicomStore open(String url) throws IOException {
        ObjectPrefix prefix = ObjectPrefix.parse(url);
        return configuration.text("caravan.objects").equals("google-storage")
                ? new BucketStore(cloud(), prefix.bucket(), prefix.path(), readers)
                : DirectoryStore.ofBucket(
                        FolderBuckets.root(data).resolve(prefix.bucket()).resolve(prefix.path()));
    }

    private synchronized CloudStorage cloud() throws IOException {
        if (cloud == null) {
            cloud = Backend.connect(configuration, STALL, PATIENCE);
        }
        return cloud;
    }

    /** Ends all calls that wait, now and later: the server stops. */
    synchronized void letGo() {
        if (cloud != null) {
            cloud.letGo();
        }
    }

    @Override
    public synchronized void close() {
        readers.close();
        if (cloud != null) {
            cloud.close();
        }
    }
}
