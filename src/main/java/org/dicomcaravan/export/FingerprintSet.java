package org.dicomcaravan.export;

import org.dicomcaravan.operation.Fingerprint;

/**
 * A set of fingerprints that costs 16 bytes each, and as much again in free places. It only grows. For one thread at a
 * time.
 */
public final class FingerprintSet {

    private static final int FIRST_PLACES = 64;

    /** Two longs a place; the fingerprint of two zeros marks a free one, and is kept apart. */
    private long[] places = new long[2 * FIRST_PLACES];

    private int size;
    private boolean hasZero;

    /** Adds a fingerprint; false if it was there. */
    public boolean add(Fingerprint fingerprint) {
        if (fingerprint.high() == 0 && fingerprint.low() == 0) {
            boolean added = !hasZero;
            hasZero = true;
            return added;
        }
        int at = find(places, fingerprint.high(), fingerprint.low());
        if (places[at] != 0 || places[at + 1] != 0) {
            return false;
        }
        places[at] = fingerprint.high();
        places[at + 1] = fingerprint.low();
        size++;
        if (size > places.length / 4) {
            grow();
        }
        return true;
    }

    /** Whether a fingerprint was added. */
    public boolean contains(Fingerprint fingerprint) {
        if (fingerprint.high() == 0 && fingerprint.low() == 0) {
            return hasZero;
        }
        int at = find(places, fingerprint.high(), fingerprint.low());
        return places[at] != 0 || places[at + 1] != 0;
    }

    /** How many fingerprints were added, each counted once. */
    public int size() {
        return size + (hasZero ? 1 : 0);
    }

    /** The place of a fingerprint, or the free one where it belongs. */
    private static int find(long[] places, long high, long low) {
        int mask = places.length / 2 - 1;
        int place = Long.hashCode(low) & mask;
        while (true) {
            int at = 2 * place;
            boolean free = places[at] == 0 && places[at + 1] == 0;
            if (free || places[at] == high && places[at + 1] == low) {
                return at;
            }
            place = place + 1 & mask;
        }
    }

    private void grow() {
        long[] larger = new long[places.length * 2];
        for (int i = 0; i < places.length; i += 2) {
            if (places[i] != 0 || places[i + 1] != 0) {
                int at = find(larger, places[i], places[i + 1]);
                larger[at] = places[i];
                larger[at + 1] = places[i + 1];
            }
        }
        places = larger;
    }
}
