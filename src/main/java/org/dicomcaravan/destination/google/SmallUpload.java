package org.dicomcaravan.destination.google;

import com.google.cloud.storage.Storage.BlobTargetOption;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.dicomcaravan.destination.ObjectAttributes;
import org.dicomcaravan.google.CloudStorage;

/**
 * An object in one request. The first is made on the condition that nothing is there, so that a new object costs no
 * other; Google's client sends its CRC32C with it, which the server checks.
 */
final class SmallUpload {
    private final Uploads uploads;
    private final NewObject object;

    SmallUpload(Uploads uploads, NewObject object) {
        this.uploads = uploads;
        this.object = object;
    }

    ObjectAttributes run() throws IOException {
        byte[] bytes = bytes();
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        ObjectAttributes sent = object.attributes((int) crc.getValue());
        Attempts attempts = new Attempts(uploads, object);
        while (true) {
            Optional<ObjectAttributes> done = attempt(bytes, sent, attempts);
            if (done.isPresent()) {
                return done.get();
            }
        }
    }

    private Optional<ObjectAttributes> attempt(byte[] bytes, ObjectAttributes sent, Attempts attempts)
            throws IOException {
        StoredObject answer;
        try {
            BlobTargetOption condition = attempts.generation() == 0
                    ? BlobTargetOption.doesNotExist()
                    : BlobTargetOption.generationMatch(attempts.generation());
            answer = uploads.send(() -> StoredObject.of(uploads.cloud()
                    .client()
                    .create(object.info(), bytes, 0, bytes.length, condition, BlobTargetOption.disableGzipContent())));
        } catch (Exception e) {
            if (Attempts.isCondition(e)) { // somebody has it there, perhaps an attempt whose answer was lost
                return attempts.lookAgain(sent);
            }
            if (CloudStorage.isDamage(e)) {
                attempts.damaged(sent, "nothing");
            } else {
                attempts.failed(e);
            }
            return Optional.empty();
        }
        return attempts.verified(answer, sent);
    }

    private byte[] bytes() throws IOException {
        if (object.body() instanceof ObjectBody.Bytes given) {
            return given.bytes();
        }
        byte[] bytes = new byte[(int) object.length()];
        try (InputStream in = object.body().open()) {
            int size = in.readNBytes(bytes, 0, bytes.length);
            if (size < bytes.length) {
                throw object.wrongLength(Integer.toString(size));
            }
            if (in.read() >= 0) {
                throw object.wrongLength("more than " + size);
            }
        }
        return bytes;
    }
}
