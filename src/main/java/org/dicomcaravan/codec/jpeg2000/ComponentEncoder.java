package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.List;

/** Transforms and codes one component of a tile. */
interface ComponentEncoder {

    /** Its code-blocks by resolution, the lowest one first, and by subband. */
    List<List<BlockGrid>> encode(Tile tile, int component) throws InterruptedIOException;
}
