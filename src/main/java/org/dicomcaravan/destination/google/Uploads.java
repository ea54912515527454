package org.dicomcaravan.destination.google;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.StorageBatch;
import com.google.cloud.storage.StorageBatchResult;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectAttributes;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.google.Checkpoint;
import org.dicomcaravan.google.CloudStorage;
import org.dicomcaravan.google.GoogleException;
import org.dicomcaravan.text.Quoted;

/**
 * Sends objects to Cloud Storage such that each is whole and verified or not there, and that doing it again does no
 * harm: what is there already under the name is left alone if it is the same, and replaced, on the condition that nobody
 * else did, if it is not. Thread-safe.
 */
final class Uploads {
    /** So many bytes go in one request; what is larger goes in a resumable upload. */
    static final int ONE_REQUEST = 4 * 1024 * 1024;

    private static final BlobGetOption FIELDS = BlobGetOption.fields(
            BlobField.GENERATION,
            BlobField.SIZE,
            BlobField.CRC32C,
            BlobField.CONTENT_TYPE,
            BlobField.CONTENT_ENCODING,
            BlobField.METADATA);
    private static final int LOOK_MILLIS = 250;
    private static final int HEAP_SHARE = 8;

    private final CloudStorage cloud;
    private final UploadLimit limit;
    /** What small objects may take of the heap together, in KiB. */
    private final Semaphore memory =
            new Semaphore(kibibytes(Runtime.getRuntime().maxMemory()), true);

    /** At most so many at once. */
    Uploads(CloudStorage cloud, int most) {
        this.cloud = cloud;
        this.limit = new UploadLimit(most);
    }

    /** Of a heap of so many bytes; one object at least. */
    static int kibibytes(long heap) {
        return (int) Math.max(size(ONE_REQUEST), Math.min(Integer.MAX_VALUE, heap / HEAP_SHARE >> 10));
    }

    private static int size(long bytes) {
        return (int) (bytes >> 10) + 1;
    }

    CloudStorage cloud() {
        return cloud;
    }

    /**
     * Sends an object.
     *
     * @throws DestinationException if Cloud Storage can't take it; an error of the body goes through as it is
     */
    ObjectAttributes upload(NewObject object) throws IOException {
        if (object.length() > ONE_REQUEST) {
            return new LargeUpload(this, object).run();
        }
        int kibibytes = size(object.length());
        take(kibibytes);
        try {
            return new SmallUpload(this, object).run();
        } finally {
            memory.release(kibibytes);
        }
    }

    private void take(int kibibytes) throws InterruptedIOException {
        try {
            while (!memory.tryAcquire(kibibytes, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                Checkpoint.pass();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while memory was waited for");
        }
    }

    /** Makes a request that sends something, when its turn has come. */
    <T> T send(Callable<T> request) throws Exception {
        limit.enter();
        boolean overload = false;
        try {
            return request.call();
        } catch (Exception e) {
            overload = CloudStorage.isOverload(e);
            throw e;
        } finally {
            limit.leave(overload);
        }
    }

    /** What has the name now. */
    Optional<StoredObject> find(ObjectName object) throws DestinationException {
        try {
            return Optional.ofNullable(
                            cloud.call("object " + object, () -> cloud.client().get(id(object), FIELDS)))
                    .map(StoredObject::of);
        } catch (GoogleException e) {
            throw GoogleFailures.of(e, object);
        }
    }

    /** Deletes what has the name, unless it is of another generation by now. Whether it did. */
    boolean delete(ObjectName object, long generation) throws DestinationException {
        try {
            return cloud.call("object " + object, () -> {
                try {
                    return cloud.client().delete(id(object), BlobSourceOption.generationMatch(generation));
                } catch (StorageException e) {
                    if (e.getCode() == GoogleFailures.PRECONDITION_FAILED) {
                        return false;
                    }
                    throw e;
                }
            });
        } catch (GoogleException e) {
            throw GoogleFailures.of(e, object);
        }
    }

    /** Deletes objects of a bucket, unless they are of another generation by now. */
    void delete(String bucket, List<Blob> objects) throws DestinationException {
        try {
            cloud.call("objects in bucket " + Quoted.of(bucket), () -> {
                StorageBatch batch = cloud.client().batch();
                List<StorageBatchResult<Boolean>> results = objects.stream()
                        .map(blob -> batch.delete(
                                bucket, blob.getName(), BlobSourceOption.generationMatch(blob.getGeneration())))
                        .toList();
                batch.submit();
                for (StorageBatchResult<Boolean> result : results) {
                    requireGone(result);
                }
                return null;
            });
        } catch (GoogleException e) {
            throw GoogleFailures.of(e);
        }
    }

    private static void requireGone(StorageBatchResult<Boolean> result) {
        try {
            result.get();
        } catch (StorageException e) {
            if (e.getCode() != GoogleFailures.PRECONDITION_FAILED && e.getCode() != GoogleFailures.NOT_FOUND) {
                throw e;
            }
        }
    }

    static BlobId id(ObjectName object) {
        return BlobId.of(object.bucket(), object.name());
    }

    static BlobInfo.Builder info(ObjectName object, String contentType) {
        return BlobInfo.newBuilder(id(object)).setContentType(contentType.isEmpty() ? null : contentType);
    }
}
