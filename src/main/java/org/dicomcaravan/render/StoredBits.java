package org.dicomcaravan.render;

/**
 * Where a stored value lies in its word (PS3.5 8.1.1): {@code stored} bits, the lowest of them {@code shift} bits above
 * the word's lowest; the others mean nothing.
 */
record StoredBits(int stored, int shift, boolean signed) {

    /** The widest values whose outputs are kept in a table. */
    static final int TABLE_BITS = 16;

    long mask() {
        return (1L << stored) - 1;
    }

    long lowest() {
        return signed ? -(1L << stored - 1) : 0;
    }

    long highest() {
        return signed ? (1L << stored - 1) - 1 : mask();
    }

    /** The value in a word. */
    long value(long word) {
        long bits = word >>> shift & mask();
        return signed ? bits << 64 - stored >> 64 - stored : bits;
    }
}
