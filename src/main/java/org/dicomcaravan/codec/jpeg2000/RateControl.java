package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.codec.Cancellation;

/**
 * Cuts the code-blocks of a frame so that they fit into a number of bytes with the least distortion: all where a further
 * byte would take away the same (J.14.3). Tiles share the bytes.
 *
 * <p>Code-blocks come whole, which is far more than what will be left of them, so they are cut now and then: of the same
 * number of bytes, each further tile can only take some away from those that are there.
 */
final class RateControl {

    /** The part of the bytes that may stay unused: less is not worth to be looked for. */
    private static final int UNUSED_PART = 1000;

    private final long bytes;
    private final List<CodedTile> tiles = new ArrayList<>();
    private long held;
    private float slope;

    /** A frame whose packets may take so many bytes. */
    RateControl(long bytes) {
        this.bytes = bytes;
    }

    /** Adds the next tile. */
    void add(CodedTile tile) throws InterruptedIOException {
        tiles.add(tile);
        held += tile.length();
        if (held > 4 * bytes) {
            slope = leastSlope() / 2; // leaves a little more, for what is left in the end
            cut(slope);
        }
    }

    /** All tiles as they fit. */
    List<CodedTile> tiles() throws InterruptedIOException {
        while (held > bytes) {
            float least = leastSlope();
            long unused = bytes - length(least);
            slope = Math.max(slope, least);
            if (unused > bytes / UNUSED_PART) {
                passOver(least, unused);
            } else {
                cut(least);
                break; // headers alone may be longer
            }
        }
        return List.copyOf(tiles);
    }

    /** What distortion each byte takes away at least that all tiles have room for; 0 if there is room for all. */
    float slope() {
        return slope;
    }

    private void cut(float least) {
        tiles.replaceAll(tile -> tile.with(block -> block.cut(least).trimmed()));
        held = length(0);
    }

    /** Ends those code-blocks whose next step does not fit, so that smaller ones of others can take what is left. */
    private void passOver(float least, long unused) {
        float tooLow = Math.nextDown(least);
        tiles.replaceAll(tile -> tile.with(block -> {
            CodeBlock fits = block.cut(least);
            boolean next = block.cut(tooLow).passes() > fits.passes();
            return next || block.step(least) > unused ? fits.trimmed() : block;
        }));
        held = length(0);
    }

    /** The smallest slope with which they fit: positive numbers have the same order as the bits that they consist of. */
    private float leastSlope() throws InterruptedIOException {
        int tooLow = 0;
        int enough = Float.floatToIntBits(Float.POSITIVE_INFINITY);
        while (enough - tooLow > 1) {
            Cancellation.check();
            int middle = tooLow + enough >>> 1;
            if (length(Float.intBitsToFloat(middle)) > bytes) {
                tooLow = middle;
            } else {
                enough = middle;
            }
        }
        return Float.intBitsToFloat(enough);
    }

    private long length(float least) {
        return tiles.stream()
                .mapToLong(tile -> tile.with(block -> block.cut(least)).length())
                .sum();
    }
}
