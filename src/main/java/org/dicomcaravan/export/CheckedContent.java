package org.dicomcaravan.export;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.transcode.Content;

/** A content whose reading stops where the operation does, however large it is. */
final class CheckedContent implements Content {

    private final Content content;
    private final BatchRun batch;

    CheckedContent(Content content, BatchRun batch) {
        this.content = content;
        this.batch = batch;
    }

    @Override
    public long length() {
        return content.length();
    }

    @Override
    public InputStream open() throws IOException {
        return new FilterInputStream(content.open()) {
            @Override
            public int read() throws IOException {
                batch.checkpoint();
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                batch.checkpoint();
                return super.read(bytes, offset, length);
            }
        };
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
