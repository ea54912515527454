package org.dicomcaravan.destination;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * An object as it was stored; the body of a message behind {@code bucket:}.
 *
 * @param name the object
 * @param size its bytes
 * @param crc32c their CRC32C, as computed when they were written
 * @param contentType the media type it was stored with, empty if none
 */
public record ObjectAttributes(ObjectName name, long size, int crc32c, String contentType) {
    /** The checksum as Cloud Storage writes it: the four bytes, big endian, in Base64. */
    public String crc32cBase64() {
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(Integer.BYTES).putInt(crc32c).array());
    }
}
