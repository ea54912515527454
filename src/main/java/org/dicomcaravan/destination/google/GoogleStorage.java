package org.dicomcaravan.destination.google;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BlobWriteSessionConfigs;
import com.google.cloud.storage.HttpStorageOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dicomcaravan.destination.BucketName;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectStore;
import org.dicomcaravan.text.Quoted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The buckets of Cloud Storage, or of an emulator. {@link #client} is the {@code storageClient} bean for Camel's
 * {@code google-storage:} endpoint.
 */
public final class GoogleStorage implements ObjectStore, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(GoogleStorage.class);
    /** What an emulator takes for the project of new buckets. */
    private static final String EMULATED_PROJECT = "caravan";

    private final Storage storage;

    private GoogleStorage(Storage storage) {
        this.storage = storage;
    }

    /**
     * Connects to Cloud Storage with the application default credentials, or to an emulator without any.
     *
     * @param endpoint the emulator's root URL, such as {@code http://127.0.0.1:4443}; empty for Google's own
     */
    public static GoogleStorage connect(Optional<String> endpoint) {
        HttpStorageOptions.Builder options = StorageOptions.http()
                .setBlobWriteSessionConfig(BlobWriteSessionConfigs.getDefault().withChunkSize(VerifiedUpload.CHUNK));
        endpoint.ifPresent(
                url -> options.setHost(url).setProjectId(EMULATED_PROJECT).setCredentials(NoCredentials.getInstance()));
        return new GoogleStorage(options.build().getService());
    }

    /** Google's client, but what it uploads is verified; see {@link VerifiedUpload}. */
    public Storage client() {
        return VerifiedStorage.over(storage);
    }

    /** Google's client as it is. */
    Storage plainClient() {
        return storage;
    }

    @Override
    public boolean bucketExists(String bucket) throws DestinationException {
        try {
            BucketName.check(bucket);
            // not a look at the bucket itself, which a writer of objects may not have leave for
            storage.list(bucket, BlobListOption.pageSize(1), BlobListOption.fields(Storage.BlobField.NAME));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        } catch (StorageException e) {
            if (e.getCode() == GoogleErrors.NOT_FOUND) {
                return false;
            }
            throw GoogleErrors.of(e, "bucket " + Quoted.of(bucket));
        }
    }

    @Override
    public Optional<String> bucketIdentity(String bucket) {
        return Optional.empty(); // a name is one bucket's as long as that exists
    }

    @Override
    public InputStream read(ObjectName object) throws DestinationException {
        try {
            Blob blob = storage.get(id(object));
            if (blob == null) {
                throw bucketExists(object.bucket())
                        ? GoogleErrors.noObject(object)
                        : GoogleErrors.noBucket(object.bucket(), null);
            }
            return new GoogleStream(Channels.newInputStream(storage.reader(blob.getBlobId())), object);
        } catch (StorageException e) {
            throw GoogleErrors.of(e, "object " + object);
        }
    }

    /** Uploads a file, such that the object is whole and verified or not there. */
    public void upload(Path file, ObjectName object, String contentType) throws DestinationException {
        try (InputStream content = Files.newInputStream(file)) {
            BlobInfo info =
                    BlobInfo.newBuilder(id(object)).setContentType(contentType).build();
            new VerifiedUpload(storage).upload(new CamelBlobInfo(object, info, Files.size(file)), content);
        } catch (IOException e) {
            throw GoogleErrors.of(e, "object " + object);
        }
    }

    /** Deletes all objects of a bucket whose names begin in one way. */
    public void deleteAll(ObjectName beginning) throws DestinationException {
        try {
            for (Blob blob : storage.list(beginning.bucket(), BlobListOption.prefix(beginning.name()))
                    .iterateAll()) {
                storage.delete(blob.getBlobId());
            }
        } catch (StorageException e) {
            throw GoogleErrors.of(e, "objects " + beginning + "*");
        }
    }

    private static BlobId id(ObjectName object) {
        return BlobId.of(object.bucket(), object.name());
    }

    @Override
    public void close() {
        try {
            storage.close();
        } catch (Exception e) {
            LOG.warn("The client of Cloud Storage did not close: {}", e.toString());
        }
    }
}
