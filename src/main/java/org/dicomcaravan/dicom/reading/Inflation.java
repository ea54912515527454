package org.dicomcaravan.dicom.reading;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.ByteSource;

/**
 * Inflates what follows the file meta of a deflated file (PS3.5 A.5), from the first byte on: a raw deflate stream, or
 * one in a zlib wrapper, which some writers put there. To be closed; for one thread.
 *
 * <p>No more comes out than {@link #MAX_BYTES}, and, beyond {@link #FREE_BYTES}, than {@link #MAX_RATIO} times what is
 * stored.
 */
final class Inflation implements Closeable {

    /** No data set grows beyond this, whatever its deflate stream says: 4 GiB. */
    static final long MAX_BYTES = 4L << 30;

    /** So large a data set may always grow: 256 MiB. */
    static final long FREE_BYTES = 256L << 20;

    /** What is larger may be so many times as large as it is stored. Pictures are hardly ever beyond ten times. */
    static final int MAX_RATIO = 100;

    private final InputStream in;
    private final long stored;
    private final byte[] input = new byte[16 << 10];
    private Inflater inflater = new Inflater(true);
    private boolean wrapped;
    /** How much was read first; 0 where it is gone. */
    private int first = -1;

    private long total;
    private boolean ended;

    /** Inflates from an offset of a source, which stays open. */
    Inflation(ByteSource source, long offset) {
        stored = source.size() - offset;
        in = source.stream(offset, stored);
    }

    /**
     * Reads what comes out next.
     *
     * @return how many bytes; -1 at the end, where the stream is cut, and where it is damaged
     * @throws DicomException if nothing at all can be inflated, or too much
     */
    int read(byte[] into, int offset, int length) throws IOException, DicomException {
        while (!ended) {
            int count = inflate(into, offset, length);
            if (count > 0) {
                total += count;
                checkSize();
                return count;
            }
        }
        if (total == 0 && !isWhole()) {
            throw DicomException.invalid("the deflated data set can't be inflated from its first byte on");
        }
        return -1;
    }

    private int inflate(byte[] into, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(into, offset, length);
            if (count == 0 && !inflater.finished() && !refill()) {
                giveUp();
            }
            ended |= inflater.finished();
            return count;
        } catch (DataFormatException damaged) {
            giveUp();
            return 0;
        }
    }

    private boolean refill() throws IOException {
        if (!inflater.needsInput()) {
            return false;
        }
        int read = in.readNBytes(input, 0, input.length);
        first = first < 0 ? read : 0;
        inflater.setInput(input, 0, read);
        return read > 0;
    }

    /** Ends, or begins again with what was read first, as a stream in a zlib wrapper. */
    private void giveUp() {
        if (total > 0 || wrapped || first <= 0) {
            ended = true;
            return;
        }
        inflater.end();
        inflater = new Inflater(false);
        inflater.setInput(input, 0, first);
        wrapped = true;
    }

    private void checkSize() throws DicomException {
        long most = Math.min(MAX_BYTES, Math.max(FREE_BYTES, stored * MAX_RATIO));
        if (total > most) {
            String ratio = most < MAX_BYTES ? ", and more than " + MAX_RATIO + " times what is stored" : "";
            throw new DicomException(
                    DicomException.Reason.TOO_LARGE,
                    "the deflated data set inflates to more than %,d bytes%s".formatted(most, ratio));
        }
    }

    /** Whether the stream came to its own end; else it is cut or damaged, or there is more to read. */
    boolean isWhole() {
        return inflater.finished();
    }

    @Override
    public void close() {
        inflater.end();
    }
}
