package org.dicomcaravan.render;

/** A function from stored values to output samples. */
interface LevelFunction {

    /** The output sample of a stored value, 0 to 255. */
    byte at(long stored);

    /** The samples of all values of so many bits (at most {@link StoredBits#TABLE_BITS}), by the bits without sign. */
    default byte[] table(StoredBits bits) {
        byte[] table = new byte[1 << bits.stored()];
        int mask = table.length - 1;
        for (long value = bits.lowest(); value <= bits.highest(); value++) {
            table[(int) value & mask] = at(value);
        }
        return table;
    }
}
