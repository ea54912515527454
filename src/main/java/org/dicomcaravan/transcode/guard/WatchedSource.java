package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.dicomcaravan.io.ByteSource;

/** A stored instance that is not read any more once nobody wants what is made of it. */
record WatchedSource(ByteSource source, Watch watch) implements ByteSource {

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        watch.check("reading the instance");
        return source.read(position, into);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
