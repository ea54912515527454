package org.dicomcaravan.dicom.writing;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Deflates a data set without a zlib wrapper, a NUL at the end if the length is odd (PS3.5 A.5). Closing it ends the
 * deflate stream and leaves the stream below open.
 */
final class RawDeflate extends DeflaterOutputStream {

    private boolean ended;

    RawDeflate(OutputStream out) {
        super(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true), 64 << 10);
    }

    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        try {
            finish();
            if (def.getBytesWritten() % 2 != 0) {
                out.write(0);
            }
        } finally {
            def.end();
        }
    }
}
