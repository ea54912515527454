package org.dicomcaravan.destination.google;

import com.google.cloud.storage.BlobInfo;
import java.util.Optional;
import java.util.function.Predicate;
import org.dicomcaravan.destination.ObjectAttributes;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.WrongLengthException;

/**
 * An object that is to be.
 *
 * @param name where
 * @param info what it is stored with
 * @param body its bytes
 * @param keeps whether an object of the same content may stay that has such a mark
 */
record NewObject(ObjectName name, BlobInfo info, ObjectBody body, Predicate<String> keeps) {

    /** One of no batch. */
    NewObject(ObjectName name, BlobInfo info, ObjectBody body) {
        this(name, info, body, mark -> true);
    }

    long length() {
        return body.length();
    }

    /** Names it in errors. */
    String what() {
        return "object " + name;
    }

    ObjectAttributes attributes(int crc32c) {
        return new ObjectAttributes(name, length(), crc32c, contentType());
    }

    private String contentType() {
        return Optional.ofNullable(info.getContentType()).orElse("");
    }

    WrongLengthException wrongLength(String actual) {
        return new WrongLengthException(name, actual, length());
    }
}
