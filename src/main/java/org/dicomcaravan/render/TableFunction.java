package org.dicomcaravan.render;

/** A function of few enough values to keep all its outputs. The table is not changed. */
record TableFunction(StoredBits bits, byte[] outputs) implements LevelFunction {

    /** The function itself where its values are too many, else a table of it. */
    static LevelFunction of(LevelFunction function, StoredBits bits) {
        return bits.stored() > StoredBits.TABLE_BITS ? function : new TableFunction(bits, function.table(bits));
    }

    @Override
    public byte at(long stored) {
        return outputs[(int) stored & outputs.length - 1];
    }

    @Override
    public byte[] table(StoredBits asked) {
        return asked.stored() == bits.stored() ? outputs : LevelFunction.super.table(asked);
    }
}
