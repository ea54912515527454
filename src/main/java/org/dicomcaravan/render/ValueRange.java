package org.dicomcaravan.render;

/** Integers from {@code low} to {@code high}, both inclusive. */
record ValueRange(long low, long high) {}
