package org.dicomcaravan.destination.google;

import com.google.api.core.ApiFuture;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BlobWriteSession;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32C;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectAttributes;
import org.dicomcaravan.destination.ObjectName;

/**
 * Uploads to Cloud Storage such that an object is whole and verified or not there, and that doing it again does no
 * harm. Small objects take one request, large ones a resumable upload with one buffer. What is there already under the
 * name is left alone if it is the same (small ones only), and replaced, on the condition that nobody else did, if it is
 * not. Safe for use by many threads.
 */
final class VerifiedUpload {
    /** The buffer of a resumable upload, in bytes; also the most that goes in one request. */
    static final int CHUNK = 8 * 1024 * 1024;

    private static final int ATTEMPTS = 5;
    private static final long MINUTES_TO_FINISH = 2;

    private final Storage storage;

    VerifiedUpload(Storage storage) {
        this.storage = storage;
    }

    /**
     * Uploads all of {@code content}.
     *
     * @throws DestinationException if Cloud Storage can't take it; an error of the content goes through as it is
     */
    Blob upload(BlobInfo asked, InputStream content) throws IOException {
        return upload(CamelBlobInfo.of(asked), content);
    }

    /** The same of what is described already. */
    Blob upload(CamelBlobInfo camel, InputStream content) throws IOException {
        if (camel.length() <= CHUNK) {
            return small(camel.object(), camel.info(), bytes(camel, content));
        }
        return large(camel, content);
    }

    private static byte[] bytes(CamelBlobInfo camel, InputStream content) throws IOException {
        byte[] bytes = new byte[(int) camel.length()];
        int size = content.readNBytes(bytes, 0, bytes.length);
        camel.checkLength(Integer.toString(size), size == bytes.length);
        camel.checkLength("more than " + size, content.read() < 0);
        return bytes;
    }

    private Blob small(ObjectName object, BlobInfo info, byte[] bytes) throws DestinationException {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        ObjectAttributes sent = attributes(object, info, bytes.length, crc);
        BlobTargetOption condition = BlobTargetOption.doesNotExist();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                Blob blob =
                        storage.create(info, bytes, 0, bytes.length, condition, BlobTargetOption.disableGzipContent());
                return verified(blob, sent);
            } catch (StorageException e) {
                if (e.getCode() != GoogleErrors.PRECONDITION_FAILED) {
                    throw failure(e, object);
                }
            }
            Blob there = find(object);
            if (isSame(there, sent)) {
                return there;
            }
            condition = there == null
                    ? BlobTargetOption.doesNotExist()
                    : BlobTargetOption.generationMatch(there.getGeneration());
        }
        throw GoogleErrors.changing(object);
    }

    private Blob large(CamelBlobInfo camel, InputStream content) throws IOException {
        ObjectName object = camel.object();
        Blob before = find(object);
        BlobWriteOption condition = before == null
                ? BlobWriteOption.doesNotExist()
                : BlobWriteOption.generationMatch(before.getGeneration());
        BlobWriteSession session =
                storage.blobWriteSession(camel.info(), condition, BlobWriteOption.disableGzipContent());
        CRC32C crc = new CRC32C();
        try {
            send(camel, content, session, crc);
            BlobInfo stored = finished(session.getResult());
            Blob blob = storage.get(stored.getBlobId());
            return verified(blob == null ? find(object) : blob, attributes(object, camel.info(), camel.length(), crc));
        } catch (StorageException e) {
            throw failure(e, object);
        }
    }

    private static void send(CamelBlobInfo camel, InputStream content, BlobWriteSession session, CRC32C crc)
            throws IOException {
        // closing finishes the object, so after an error of the content the channel is left open: Cloud Storage forgets
        // unfinished uploads by itself
        WritableByteChannel channel = open(session, camel.object());
        byte[] buffer = new byte[256 * 1024];
        long size = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            crc.update(buffer, 0, read);
            size += read;
            camel.checkLength("more than " + camel.length(), size <= camel.length());
            write(channel, ByteBuffer.wrap(buffer, 0, read), camel.object());
        }
        camel.checkLength(Long.toString(size), size == camel.length());
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(e, camel.object());
        }
    }

    private static WritableByteChannel open(BlobWriteSession session, ObjectName object) throws DestinationException {
        try {
            return session.open();
        } catch (IOException e) {
            throw failure(e, object);
        }
    }

    private static void write(WritableByteChannel channel, ByteBuffer bytes, ObjectName object)
            throws DestinationException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failure(e, object);
        }
    }

    private static BlobInfo finished(ApiFuture<BlobInfo> result) throws IOException {
        try {
            return result.get(MINUTES_TO_FINISH, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while Cloud Storage finishes an object");
        } catch (ExecutionException | TimeoutException e) {
            throw new StorageException(GoogleErrors.find(e).getCode(), e.getMessage(), e);
        }
    }

    private Blob verified(Blob stored, ObjectAttributes sent) throws DestinationException {
        String crc = stored == null ? "none" : stored.getCrc32c();
        if (!sent.crc32cBase64().equals(crc)) {
            if (stored != null) {
                storage.delete(stored.getBlobId(), BlobSourceOption.generationMatch(stored.getGeneration()));
            }
            throw GoogleErrors.damaged(sent.name(), sent.crc32cBase64(), crc);
        }
        return stored;
    }

    private static boolean isSame(Blob there, ObjectAttributes sent) {
        return there != null
                && sent.crc32cBase64().equals(there.getCrc32c())
                && there.getSize() == sent.size()
                && sent.contentType().equals(there.getContentType() == null ? "" : there.getContentType());
    }

    private Blob find(ObjectName object) throws DestinationException {
        try {
            return storage.get(BlobId.of(object.bucket(), object.name()));
        } catch (StorageException e) {
            throw failure(e, object);
        }
    }

    private static ObjectAttributes attributes(ObjectName object, BlobInfo info, long size, CRC32C crc) {
        String type = info.getContentType() == null ? "" : info.getContentType();
        return new ObjectAttributes(object, size, (int) crc.getValue(), type);
    }

    private static DestinationException failure(Exception e, ObjectName object) {
        return switch (GoogleErrors.find(e).getCode()) {
            case GoogleErrors.NOT_FOUND -> GoogleErrors.noBucket(object.bucket(), e);
            case GoogleErrors.PRECONDITION_FAILED -> GoogleErrors.changing(object);
            default -> GoogleErrors.of(e, "object " + object);
        };
    }
}
