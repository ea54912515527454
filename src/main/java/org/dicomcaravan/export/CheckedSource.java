package org.dicomcaravan.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.dicomcaravan.io.ByteSource;

/** A stored instance whose reading stops where the operation does, however long a transcoder makes of it. */
final class CheckedSource implements ByteSource {

    private final ByteSource source;
    private final BatchRun batch;

    CheckedSource(ByteSource source, BatchRun batch) {
        this.source = source;
        this.batch = batch;
    }

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        try {
            batch.stopIfAsked();
        } catch (ExportStopped e) {
            throw new IOException(e.getMessage(), e); // what transcoders know to pass on
        }
        return source.read(position, into);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
