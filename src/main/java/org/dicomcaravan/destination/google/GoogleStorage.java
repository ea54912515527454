package org.dicomcaravan.destination.google;

import com.google.api.gax.paging.Page;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.destination.BucketName;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.ObjectStore;
import org.dicomcaravan.google.CloudStorage;
import org.dicomcaravan.google.GoogleException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/** The buckets of Cloud Storage, or of an emulator. Thread-safe. */
public final class GoogleStorage implements ObjectStore {
    /** What writing takes: an object that is there already is replaced. */
    private static final List<String> TO_WRITE = List.of("storage.objects.create", "storage.objects.delete");

    private final CloudStorage cloud;
    private final Uploads uploads;

    /**
     * Those that a client reaches.
     *
     * @param most so many requests at once send objects, at most
     */
    public GoogleStorage(CloudStorage cloud, int most) {
        this.cloud = cloud;
        this.uploads = new Uploads(cloud, most);
    }

    /** Google's client, the bean {@code storageClient} of the routes. */
    public Storage client() {
        return cloud.client();
    }

    Uploads uploads() {
        return uploads;
    }

    @Override
    public String remedy(String bucket) {
        return GoogleFailures.remedy(bucket);
    }

    /**
     * {@inheritDoc}
     *
     * @throws DestinationException if it is there, but can't be written to
     */
    @Override
    public boolean bucketExists(String bucket) throws DestinationException {
        try {
            BucketName.check(bucket);
        } catch (IllegalArgumentException e) {
            return false;
        }
        try {
            List<Boolean> granted = cloud.ask("bucket " + Quoted.of(bucket), () -> permissions(bucket));
            if (granted.contains(false)) {
                throw GoogleFailures.notWritable(bucket);
            }
            return !granted.isEmpty() || isListed(bucket);
        } catch (GoogleException e) {
            throw GoogleFailures.of(e);
        }
    }

    /** Empty where nobody can say: the bucket is not there, or the server has no such method. */
    private List<Boolean> permissions(String bucket) {
        try {
            return cloud.client().testIamPermissions(bucket, TO_WRITE);
        } catch (StorageException e) {
            if (e.getCode() == GoogleFailures.NOT_FOUND || e.getCode() == 405 || e.getCode() == 501) {
                return List.of();
            }
            throw e;
        }
    }

    private boolean isListed(String bucket) throws GoogleException {
        return cloud.ask("bucket " + Quoted.of(bucket), () -> {
            try {
                // not a look at the bucket itself, which a writer of objects may not have leave for
                cloud.client().list(bucket, BlobListOption.pageSize(1), BlobListOption.fields(Storage.BlobField.NAME));
                return true;
            } catch (StorageException e) {
                if (e.getCode() == GoogleFailures.NOT_FOUND) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public Optional<String> bucketIdentity(String bucket) {
        return Optional.empty(); // a name is one bucket's as long as that exists
    }

    @Override
    public InputStream read(ObjectName object) throws DestinationException {
        Optional<StoredObject> there = uploads.find(object);
        if (there.isEmpty()) {
            throw bucketExists(object.bucket())
                    ? GoogleFailures.noObject(object)
                    : GoogleFailures.noBucket(object.bucket(), null);
        }
        return new GoogleStream(cloud, object, there.get());
    }

    /** Uploads a file, such that the object is whole and verified or not there. */
    public void upload(Path file, ObjectName object, String contentType) throws DestinationException {
        try {
            uploads.upload(
                    new NewObject(object, Uploads.info(object, contentType).build(), ObjectBody.of(file)));
        } catch (DestinationException e) {
            throw e;
        } catch (IOException e) {
            throw new DestinationException(RpcCode.INTERNAL, false, "object " + object + ": a file can't be read", e);
        }
    }

    /** Deletes all objects of a bucket whose names begin in one way. */
    public void deleteAll(ObjectName beginning) throws DestinationException {
        try {
            String what = "objects " + beginning + "*";
            Page<Blob> page = cloud.call(
                    what, () -> cloud.client().list(beginning.bucket(), BlobListOption.prefix(beginning.name())));
            while (page != null) {
                for (Blob blob : page.getValues()) {
                    cloud.call(what, () -> cloud.client().delete(blob.getBlobId()));
                }
                page = page.hasNextPage() ? cloud.call(what, page::getNextPage) : null;
            }
        } catch (GoogleException e) {
            throw GoogleFailures.of(e, beginning);
        }
    }

    @Override
    public Optional<String> place(ObjectPrefix prefix) {
        return Optional.of(prefix.uri());
    }
}
