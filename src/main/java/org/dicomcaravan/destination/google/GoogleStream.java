package org.dicomcaravan.destination.google;

import com.google.cloud.ReadChannel;
import com.google.cloud.storage.BlobId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.google.CloudStorage;
import org.dicomcaravan.google.GoogleException;

/** An object that is read from Cloud Storage, block by block, each of which is tried again; all of one generation. */
final class GoogleStream extends InputStream {
    private static final int BLOCK = 1024 * 1024;

    private final CloudStorage cloud;
    private final ObjectName object;
    private final StoredObject stored;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK).flip();
    private long position;

    GoogleStream(CloudStorage cloud, ObjectName object, StoredObject stored) {
        this.cloud = cloud;
        this.object = object;
        this.stored = stored;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length > 0 && !block.hasRemaining()) {
            if (position >= stored.size()) {
                return -1;
            }
            fill();
        }
        int taken = Math.min(length, block.remaining());
        block.get(into, offset, taken);
        return taken;
    }

    private void fill() throws IOException {
        long end = Math.min(stored.size(), position + BLOCK);
        try {
            cloud.call("object " + object, () -> {
                block.clear().limit((int) (end - position));
                try (ReadChannel reader =
                        cloud.client().reader(BlobId.of(object.bucket(), object.name(), stored.generation()))) {
                    reader.setChunkSize(0); // as it comes: the block is the buffer
                    reader.seek(position);
                    reader.limit(end);
                    while (block.hasRemaining()) {
                        if (reader.read(block) < 0) {
                            throw new IOException("it ends before " + end);
                        }
                    }
                }
                return null;
            });
        } catch (GoogleException e) {
            throw GoogleFailures.of(e);
        }
        position = end;
        block.flip();
    }
}
