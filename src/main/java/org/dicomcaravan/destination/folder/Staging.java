package org.dicomcaravan.destination.folder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where files are written before they are renamed into their bucket: {@code staging} in the data folder, or, for a
 * bucket whose folder is a link to another file system, {@code .caravan-staging} beside the folder that it links to.
 */
final class Staging implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Staging.class);

    private final FolderBuckets buckets;
    private final Map<Path, StagingFolder> folders = new HashMap<>();
    /** Where files of a bucket are staged, as it was found out at its first one; costly to ask for each. */
    private final Map<String, StagingFolder> byBucket = new ConcurrentHashMap<>();

    private Staging(FolderBuckets buckets) {
        this.buckets = buckets;
    }

    /** Opens the staging folders of all buckets, and removes what earlier runs left in them. */
    static Staging open(FolderBuckets buckets) throws DestinationException {
        Staging staging = new Staging(buckets);
        try {
            staging.folder(buckets.data().resolve("staging"));
            try (var all = Files.newDirectoryStream(buckets.root(), Files::isDirectory)) {
                for (Path bucket : all) {
                    staging.openFor(bucket);
                }
            }
            return staging;
        } catch (IOException e) {
            staging.close();
            throw FolderErrors.of(e, "staging folder of " + buckets.data());
        }
    }

    private void openFor(Path bucket) {
        try {
            folder(parentFor(bucket));
        } catch (DestinationException e) {
            LOG.warn("{}", e.getMessage());
        } catch (IOException e) { // the others are as good as they were
            String name =
                    "staging folder of bucket " + Quoted.of(bucket.getFileName().toString());
            LOG.warn("{}", FolderErrors.of(e, name).getMessage());
        }
    }

    /** A folder on the bucket's file system that takes new files. */
    StagingFolder folder(String bucket) throws DestinationException {
        Path folder = buckets.folder(bucket);
        StagingFolder known = byBucket.get(bucket);
        if (known != null && known.isUsable()) {
            return known;
        }
        try {
            StagingFolder found = folder(parentFor(folder));
            byBucket.put(bucket, found);
            return found;
        } catch (IOException e) {
            throw FolderErrors.of(e, "staging folder of bucket " + Quoted.of(bucket));
        }
    }

    /** Looks anew where files of buckets are staged: somebody may have moved a bucket. */
    void lookAgain() {
        byBucket.clear();
    }

    private Path parentFor(Path bucket) throws IOException {
        Path usual = buckets.data().resolve("staging");
        Files.createDirectories(usual); // somebody may have cleaned up
        if (Folders.onOneFileSystem(usual, bucket)) {
            return usual;
        }
        Path beside = bucket.toRealPath().resolveSibling(".caravan-staging");
        if (!Folders.onOneFileSystem(beside.getParent(), bucket)) {
            throw new DestinationException(
                    RpcCode.FAILED_PRECONDITION,
                    "bucket " + Quoted.of(bucket.getFileName().toString())
                            + " is a file system of its own: there is no place beside it to"
                            + " write an object before it appears; make the bucket a symbolic link to a folder in that"
                            + " file system");
        }
        return beside;
    }

    private synchronized StagingFolder folder(Path parent) throws IOException {
        StagingFolder open = folders.get(parent);
        if (open != null && !open.isUsable()) {
            LOG.warn(
                    "Staging folder in {} was removed, or its disk failed; what was in it is lost, another one is made",
                    parent);
            open.close();
            open = null;
        }
        if (open == null) {
            open = StagingFolder.open(parent);
            folders.put(parent, open);
        }
        return open;
    }

    @Override
    public synchronized void close() {
        for (StagingFolder folder : folders.values()) {
            try {
                folder.close();
            } catch (IOException e) {
                LOG.warn("Staging folder left behind until the next start: {}", e.toString());
            }
        }
        folders.clear();
        byBucket.clear();
    }
}
