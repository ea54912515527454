package org.dicomcaravan.destination.google;

import com.google.cloud.storage.StorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.destination.ObjectName;

/** An object that is read from Cloud Storage; errors of the service name it. */
final class GoogleStream extends FilterInputStream {
    private final ObjectName object;

    GoogleStream(InputStream in, ObjectName object) {
        super(in);
        this.object = object;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return in.read(into, offset, length);
        } catch (IOException | StorageException e) {
            throw GoogleErrors.of(e, "object " + object);
        }
    }
}
