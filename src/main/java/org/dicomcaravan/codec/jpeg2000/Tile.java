package org.dicomcaravan.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;

/** A rectangle of a frame that is encoded by itself, so that the memory needed does not grow with the frame. */
record Tile(int x, int y, int width, int height) {

    /**
     * Columns and rows of a tile, if the frame has as many. A multiple of {@code 2^5 * 64}, so that tiles start at the
     * first sample of a code-block in each subband of up to five levels; and a divisor of {@code 2^15}, so that each
     * lies in one precinct of the largest size.
     */
    static final int SIZE = 4096;

    /** The tiles of a frame, row by row; mostly there is just one. */
    static List<Tile> of(int columns, int rows) {
        List<Tile> tiles = new ArrayList<>();
        for (int y = 0; y < rows; y += SIZE) {
            for (int x = 0; x < columns; x += SIZE) {
                tiles.add(new Tile(x, y, Math.min(SIZE, columns - x), Math.min(SIZE, rows - y)));
            }
        }
        return tiles;
    }
}
