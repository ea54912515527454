package org.dicomcaravan.table;

import java.util.Locale;
import org.dicomcaravan.dicom.DicomException;

/**
 * What the row of one instance may have: bytes in its table, and memory while it is made. Whatever is to be read is
 * counted before, by its length as stored, so that no file makes a row that the heap does not bear. For one thread.
 *
 * <p>Bytes are counted low, since what is written is measured again; memory is counted high, with the copies that are made
 * of a text on its way from the file.
 */
public final class RowRoom {

    /** Of the heap, for one row. */
    private static final int SHARE = 4;
    /** A row of less than this part of what one may have is not worth anybody's waiting. */
    private static final int SMALL = 16;

    private static final int COPIES_OF_TEXT = 7;
    private static final int KEPT_OF_TEXT = 2;
    private static final int KEPT_OF_VALUE = 100;
    private static final int KEPT_OF_NAME = 600;
    private static final int KEPT_OF_ELEMENT = 400;

    private final long mostBytes;
    private final long mostMemory;
    private final Runnable large;
    private long bytes;
    private long memory;

    /**
     * Room for a row.
     *
     * @param mostBytes that it may have
     * @param mostMemory that may be needed to make it
     * @param large is called once it turns out that it needs a good part of that; what it throws ends the row
     */
    public RowRoom(long mostBytes, long mostMemory, Runnable large) {
        this.mostBytes = mostBytes;
        this.mostMemory = mostMemory;
        this.large = large;
    }

    /** Room in a quarter of the heap. */
    public static RowRoom ofHeap(long mostBytes, Runnable large) {
        return new RowRoom(mostBytes, Runtime.getRuntime().maxMemory() / SHARE, large);
    }

    /** Room for as much as there is. */
    static RowRoom unbounded() {
        return new RowRoom(Long.MAX_VALUE, Long.MAX_VALUE, () -> {});
    }

    /** For an element, whatever it holds, or an item. */
    void element() throws DicomException {
        keep(KEPT_OF_ELEMENT, 0);
    }

    /** For a text of so many bytes, before it is read. */
    void text(long length) throws DicomException {
        take(length);
        keep(KEPT_OF_TEXT * length, (COPIES_OF_TEXT - KEPT_OF_TEXT) * length);
    }

    /** For the values in a text, before they are taken apart. */
    void values(long count, boolean areNames) throws DicomException {
        take((count - 1) * 2);
        keep((areNames ? KEPT_OF_NAME : KEPT_OF_VALUE) * count, 0);
    }

    /** For numbers, before they are read: each has a digit and a comma. */
    void numbers(long count) throws DicomException {
        take(2 * count);
        keep(KEPT_OF_VALUE * count, KEPT_OF_VALUE * count);
    }

    /** For a record that was written as text. */
    void written(String text) throws DicomException {
        keep(KEPT_OF_TEXT * (long) text.length(), KEPT_OF_TEXT * (long) text.length());
    }

    private void take(long more) throws DicomException {
        bytes += more;
        if (bytes > mostBytes) {
            throw new DicomException(
                    DicomException.Reason.TOO_LARGE, "its row has at least " + sizes(bytes, mostBytes) + ROW_LIMIT);
        }
    }

    /** What a row is told by that has too many bytes. */
    private static final String ROW_LIMIT = ", the most that a row may have (caravan.limit.row-mebibytes)";

    /** In words, what is wrong with a row of so many bytes. */
    public static String tooLarge(long bytes, long most) {
        return "its row has " + sizes(bytes, most) + ROW_LIMIT;
    }

    private static String sizes(long bytes, long most) {
        return String.format(Locale.ROOT, "%,d bytes, more than %,d", bytes, most);
    }

    private void keep(long kept, long forAWhile) throws DicomException {
        boolean wasSmall = isSmall();
        memory += kept;
        if (memory + forAWhile > mostMemory) {
            throw new DicomException(
                    DicomException.Reason.TOO_LARGE,
                    "making its row needs about " + sizes(memory + forAWhile, mostMemory)
                            + ", a quarter of the heap; give the server more memory");
        }
        if (wasSmall && !isSmall()) {
            large.run();
        }
    }

    private boolean isSmall() {
        return memory <= mostMemory / SMALL;
    }
}
