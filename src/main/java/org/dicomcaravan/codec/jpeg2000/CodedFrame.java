package org.dicomcaravan.codec.jpeg2000;

import java.util.List;

/**
 * A frame's code-blocks.
 *
 * @param style how they were coded
 * @param tiles row by row
 */
record CodedFrame(CodingStyle style, List<CodedTile> tiles) {

    /** Bytes of all packets. */
    long length() {
        return tiles.stream().mapToLong(CodedTile::length).sum();
    }
}
