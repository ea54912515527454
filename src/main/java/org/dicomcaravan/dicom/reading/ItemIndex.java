package org.dicomcaravan.dicom.reading;

import java.util.Arrays;

/**
 * Where the items of a sequence are: each offset while they are few, every second, fourth … where they are many, since
 * no number of items may fill the memory. Eight bytes an offset, at most {@value #MOST} of them.
 */
final class ItemIndex {

    static final int MOST = 1 << 16;

    private static final long[] NONE = {};

    private long[] offsets = NONE;
    private int kept;
    private int shift;
    private long count;

    /** Notes the next item. */
    void add(long offset) {
        if (isOnGrid(count)) {
            if (kept == MOST) {
                thinOut();
            }
            if (kept == offsets.length) {
                offsets = Arrays.copyOf(offsets, Math.max(4, Math.min(MOST, kept + (kept >> 1))));
            }
            offsets[kept++] = offset;
        }
        count++;
    }

    private boolean isOnGrid(long item) {
        return (item & (1L << shift) - 1) == 0;
    }

    /** Every second offset goes; the next item is on the new grid, too. */
    private void thinOut() {
        for (int i = 0; 2 * i < kept; i++) {
            offsets[i] = offsets[2 * i];
        }
        kept /= 2;
        shift++;
    }

    /** Gives back the room for items that did not come. */
    ItemIndex trim() {
        offsets = kept == offsets.length ? offsets : Arrays.copyOf(offsets, kept);
        return this;
    }

    /** How many items there are. */
    long count() {
        return count;
    }

    /** How many offsets it holds. */
    int kept() {
        return kept;
    }

    /** The last item at or before another one whose offset is known. */
    int known(int item) {
        return item >> shift << shift;
    }

    /** The offset of an item that {@link #known} gave. */
    long offset(int known) {
        return offsets[known >> shift];
    }
}
