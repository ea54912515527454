package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;

/** Reads packets: their headers, and where their bodies have the bytes of which code-block (B.9, B.10). */
final class PacketReader {

    private static final int BEHIND_SOP = 4;
    private static final int BYPASS_AFTER = 10;
    private static final int MOST_LENGTH_BITS = 31;
    private static final int PASSES_OF_A_PLANE = 3;

    private final Stretch headers;
    private final Stretch bodies;

    /** By code-block of the packet, in the order of their bytes. */
    private CodedBlock[] included = new CodedBlock[64];

    private int[] lengths = new int[64];
    private int count;

    /**
     * A reader.
     *
     * @param headers where packet headers are read; the same as the bodies unless they were packed apart
     * @param bodies where all else is read
     */
    PacketReader(Stretch headers, Stretch bodies) {
        this.headers = headers;
        this.bodies = bodies;
    }

    /** Reads the next packet, which is that of a precinct's next layer. */
    void read(Precinct precinct, ComponentStyle style) throws DicomException {
        bodies.skipMarker(Markers.SOP, BEHIND_SOP);
        if (headers != bodies) {
            headers.skipMarker(Markers.SOP, BEHIND_SOP);
        }
        count = 0;
        PacketBits bits = new PacketBits(headers);
        if (bits.next() == 1) {
            for (BandBlocks band : precinct.bands()) {
                if (band.columns() > 0) {
                    band.open();
                    readHeader(band, precinct.layersRead(), style, bits);
                }
            }
        }
        bits.align();
        headers.skipMarker(Markers.EPH, 0);
        for (int i = 0; i < count; i++) {
            if (lengths[i] > bodies.left()) {
                throw DicomException.invalid(
                        "the JPEG 2000 codestream is cut off: a packet needs %d bytes more, %d are left"
                                .formatted(lengths[i], bodies.left()));
            }
            included[i].place(bodies.position(), lengths[i]);
            bodies.skip(lengths[i]);
        }
        precinct.layerIsRead();
    }

    /** What the header says of the code-blocks of one subband, row by row; where a tag tree says that none comes it is left out. */
    private void readHeader(BandBlocks band, int layer, ComponentStyle style, PacketBits bits) throws DicomException {
        for (int y = 0; y < band.rows(); ) {
            int below = band.rows(); // rows up to here have none either, since trees say it of squares
            for (int x = 0; x < band.columns(); ) {
                CodedBlock block = band.block(x, y);
                int without = block == null ? band.layers().reaches(x, y, layer + 1, bits) : -1;
                if (without >= 0) {
                    x = ((x >> without) + 1) << without;
                    below = Math.min(below, ((y >> without) + 1) << without);
                    continue;
                }
                if (block == null) {
                    block = band.include(x, y);
                    int planes = Math.max(0, band.band().planes());
                    block.zeroPlanes = band.zeroPlanes().read(x, y, planes, bits);
                    readPasses(block, band.band(), style, bits);
                } else if (bits.next() == 1) {
                    readPasses(block, band.band(), style, bits);
                }
                x++;
                below = y + 1;
            }
            y = below;
        }
    }

    /** Coding passes that the packet adds, and the bytes of each codeword segment that they are in (B.10.6, B.10.7). */
    private void readPasses(CodedBlock block, Band band, ComponentStyle style, PacketBits bits) throws DicomException {
        int passes = passes(bits);
        int planes = band.planes() - block.zeroPlanes;
        if (block.passes() + passes > PASSES_OF_A_PLANE * planes) {
            throw DicomException.invalid("a JPEG 2000 code-block of %d bit-planes with %d passes"
                    .formatted(planes, block.passes() + passes));
        }
        while (bits.next() == 1) {
            block.lengthBits++;
        }
        int bytes = 0;
        for (int left = passes; left > 0; ) {
            if (block.room() == 0) {
                block.begin(mostPasses(block, left, style));
            }
            int now = Math.min(left, block.room());
            int width = block.lengthBits + Integer.SIZE - 1 - Integer.numberOfLeadingZeros(now);
            if (width > MOST_LENGTH_BITS) {
                throw DicomException.invalid("a JPEG 2000 code-block whose length has %d bits".formatted(width));
            }
            int length = bits.next(width);
            if (length > bodies.left() - bytes) {
                throw DicomException.invalid(
                        "the JPEG 2000 codestream is cut off: a code-block has %d bytes, %d are left"
                                .formatted(length, bodies.left()));
            }
            block.add(now, length);
            bytes += length;
            left -= now;
        }
        if (count == included.length) {
            included = Arrays.copyOf(included, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        included[count] = block;
        lengths[count++] = bytes;
    }

    /** The codewords of Table B.4. */
    private static int passes(PacketBits bits) throws DicomException {
        if (bits.next() == 0) {
            return 1;
        }
        if (bits.next() == 0) {
            return 2;
        }
        int number = bits.next(2);
        if (number < 3) {
            return 3 + number;
        }
        number = bits.next(5);
        return number < 31 ? 6 + number : 37 + bits.next(7);
    }

    /**
     * Passes that a new codeword segment holds at most: by bypass, ten up to the fourth bit-plane, and then two that are
     * raw and one that is not (Table D.9); with high throughput, up to the first cleanup that is there, then the rest.
     */
    private static int mostPasses(CodedBlock block, int coming, ComponentStyle style) {
        if (style.has(ComponentStyle.HIGH_THROUGHPUT)) {
            return block.segments() == 0 ? (coming - 1) / 3 * 3 + 1 : Integer.MAX_VALUE;
        }
        if (style.has(ComponentStyle.TERMINATE)) {
            return 1;
        }
        if (style.has(ComponentStyle.BYPASS)) {
            if (block.segments() == 0) {
                return BYPASS_AFTER;
            }
            return block.segments() % 2 == 1 ? 2 : 1;
        }
        return Integer.MAX_VALUE;
    }
}
