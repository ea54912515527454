package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;

/**
 * Packets of one tile that lie together in the codestream (A.4.2).
 *
 * @param tile number of the tile
 * @param index which part it is, from 0
 * @param count how many there are
 */
record TilePart(int tile, int index, int count, ByteArrayOutputStream packets) {

    /** Bytes before the packets: SOT with its parameters, and SOD. */
    static final int HEADER = 14;

    /** Bytes from SOT to the last packet. */
    int length() {
        return HEADER + packets.size();
    }
}
