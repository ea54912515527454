package org.dicomcaravan.codec.jpeg2000;

/** What a subband has kept of the picture: low or high frequencies, horizontally first (Annex B.5). */
enum Orientation {
    LL(0),
    HL(1),
    LH(1),
    HH(2);

    private final int gain;

    Orientation(int gain) {
        this.gain = gain;
    }

    /** By how many bits the wavelet widens the nominal range, log2 of gain_b (Table E.1). */
    int gain() {
        return gain;
    }
}
