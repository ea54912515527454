package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/** A code-block as packets tell of it: where it lies in its subband, and its codeword segments so far. */
final class CodedBlock {

    /** Lblock of a code-block that no packet has told of. */
    static final int FIRST_LENGTH_BITS = 3;

    /** In the subband. */
    final Rectangle area;

    /** Magnitude bit-planes of the subband that it has no bits in, from the highest one on. */
    int zeroPlanes;

    /** Lblock, B.10.7.1. */
    int lengthBits = FIRST_LENGTH_BITS;

    private int passes;

    /** By codeword segment: its passes, its bytes, and the passes that it holds at most. */
    private int[] segments = new int[3];

    private int segmentCount;

    /** By piece of the codeword: where it is among the tile's packets, and its length. */
    private int[] pieces = new int[2];

    private int pieceCount;
    private int length;

    CodedBlock(Rectangle area) {
        this.area = area;
    }

    int passes() {
        return passes;
    }

    /** Bytes of all segments. */
    int length() {
        return length;
    }

    int segments() {
        return segmentCount;
    }

    int passesOf(int segment) {
        return segments[3 * segment];
    }

    int lengthOf(int segment) {
        return segments[3 * segment + 1];
    }

    /** Passes that still fit into the segment that was begun last. */
    int room() {
        return segmentCount == 0 ? 0 : segments[3 * segmentCount - 1] - segments[3 * segmentCount - 3];
    }

    /** Begins a codeword segment of so many passes at most. */
    void begin(int mostPasses) {
        if (3 * segmentCount == segments.length) {
            segments = Arrays.copyOf(segments, 2 * segments.length);
        }
        segments[3 * segmentCount] = 0;
        segments[3 * segmentCount + 1] = 0;
        segments[3 * segmentCount + 2] = mostPasses;
        segmentCount++;
    }

    /** Adds passes to the segment that was begun last, which bytes of the packet's body belong to. */
    void add(int morePasses, int moreBytes) {
        segments[3 * segmentCount - 3] += morePasses;
        segments[3 * segmentCount - 2] += moreBytes;
        passes += morePasses;
        length += moreBytes;
    }

    /** Where in the tile's packets the bytes that were added since the last call are. */
    void place(int from, int count) {
        if (2 * pieceCount == pieces.length) {
            pieces = Arrays.copyOf(pieces, 2 * pieces.length);
        }
        pieces[2 * pieceCount] = from;
        pieces[2 * pieceCount + 1] = count;
        pieceCount++;
    }

    /** Copies all bytes, those of one codeword segment behind those of another. */
    void copy(byte[] packets, byte[] into) {
        int to = 0;
        for (int piece = 0; piece < pieceCount; piece++) {
            System.arraycopy(packets, pieces[2 * piece], into, to, pieces[2 * piece + 1]);
            to += pieces[2 * piece + 1];
        }
    }
}
