package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.ByteSource;

/**
 * Inflates what follows the file meta of a deflated file (PS3.5 A.5): a raw deflate stream, or one in a zlib wrapper,
 * which some writers put there. Output is bounded by {@link #MAX_BYTES}.
 */
final class Inflation {

    /** No data set grows beyond this, whatever its deflate stream says: 4 GiB. */
    static final long MAX_BYTES = 4L << 30;

    /**
     * What became of it.
     *
     * @param bytes how many came out
     * @param whole whether the stream came to its own end; else it is cut or damaged
     */
    record Result(long bytes, boolean whole) {}

    private Inflation() {}

    /**
     * Inflates from an offset to the end of a source, or as far as it goes.
     *
     * @throws DicomException if nothing there can be inflated, or it grows too large
     */
    static Result inflate(ByteSource source, long offset, OutputStream out) throws IOException, DicomException {
        Result raw = inflate(source, offset, out, true);
        if (raw.bytes > 0 || raw.whole) {
            return raw;
        }
        Result wrapped = inflate(source, offset, out, false);
        if (wrapped.bytes == 0 && !wrapped.whole) {
            throw DicomException.invalid("the deflated data set can't be inflated from its first byte on");
        }
        return wrapped;
    }

    private static Result inflate(ByteSource source, long offset, OutputStream out, boolean raw)
            throws IOException, DicomException {
        Inflater inflater = new Inflater(raw);
        try (InputStream in = source.stream(offset, source.size() - offset)) {
            byte[] input = new byte[16 << 10];
            byte[] output = new byte[64 << 10];
            long total = 0;
            while (!inflater.finished()) {
                int count;
                try {
                    count = inflater.inflate(output);
                } catch (DataFormatException damaged) {
                    return new Result(total, false);
                }
                total += count;
                if (total > MAX_BYTES) {
                    throw DicomException.invalid("the deflated data set inflates to more than " + MAX_BYTES + " bytes");
                }
                out.write(output, 0, count);
                if (count == 0 && !inflater.finished()) {
                    int read = inflater.needsInput() ? in.read(input) : -1;
                    if (read < 0) {
                        return new Result(total, false);
                    }
                    inflater.setInput(input, 0, read);
                }
            }
            return new Result(total, true);
        } finally {
            inflater.end();
        }
    }
}
