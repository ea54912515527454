package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** Encodes tiles of one frame, one after the other. */
final class TileEncoder {

    private final int components;
    private final ComponentEncoder encoder;

    TileEncoder(int components, ComponentEncoder encoder) {
        this.components = components;
        this.encoder = encoder;
    }

    /** A tile's code-blocks. */
    CodedTile encode(Tile tile) throws InterruptedIOException {
        List<List<List<BlockGrid>>> coded = new ArrayList<>();
        for (int component = 0; component < components; component++) {
            coded.add(encoder.encode(tile, component));
        }
        return new CodedTile(coded);
    }
}
