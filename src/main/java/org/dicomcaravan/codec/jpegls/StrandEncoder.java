package org.dicomcaravan.codec.jpegls;

/** Encodes the line of a strand, and makes of it what a decoder will see: the next line depends on that. */
interface StrandEncoder {

    void line(Strand strand);
}
