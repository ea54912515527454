package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes packets: all code-blocks of one component at one resolution, in the one layer there is (Annex B.9, B.10). */
final class PacketWriter {

    private final ByteArrayOutputStream out;

    PacketWriter(ByteArrayOutputStream out) {
        this.out = out;
    }

    /** Writes a packet's header and its body. */
    void write(List<BlockGrid> bands) {
        writeHeader(bands);
        for (BlockGrid band : bands) {
            for (CodeBlock block : band.blocks()) {
                out.write(block.bytes(), 0, block.length());
            }
        }
    }

    /** Writes a packet's header. */
    void writeHeader(List<BlockGrid> bands) {
        HeaderBits bits = new HeaderBits(out);
        if (bands.stream().allMatch(BlockGrid::isZero)) {
            bits.write(0);
            bits.align();
            return;
        }
        bits.write(1);
        for (BlockGrid band : bands) {
            if (!band.blocks().isEmpty()) {
                describe(band, bits);
            }
        }
        bits.align();
    }

    private static void describe(BlockGrid band, HeaderBits bits) {
        List<CodeBlock> blocks = band.blocks();
        TagTree layers = new TagTree(
                band.columns(),
                blocks.stream().mapToInt(block -> block.isZero() ? 1 : 0).toArray());
        TagTree zeroPlanes = new TagTree(
                band.columns(),
                blocks.stream()
                        .mapToInt(block -> band.planes() - block.planes())
                        .toArray());
        for (int i = 0; i < blocks.size(); i++) {
            CodeBlock block = blocks.get(i);
            layers.write(i, 1, bits);
            if (!block.isZero()) {
                zeroPlanes.write(i, Integer.MAX_VALUE, bits);
                writePasses(block.passes(), bits);
                writeLength(block.length(), block.passes(), bits);
            }
        }
    }

    /** The codewords of Table B.4. */
    private static void writePasses(int passes, HeaderBits bits) {
        if (passes == 1) {
            bits.write(0);
        } else if (passes == 2) {
            bits.write(0b10, 2);
        } else if (passes <= 5) {
            bits.write(0b1100 + passes - 3, 4);
        } else if (passes <= 36) {
            bits.write(0b1111_00000 + passes - 6, 9);
        } else {
            bits.write(0b1111_11111_0000000 + passes - 37, 16);
        }
    }

    private static void writeLength(int length, int passes, HeaderBits bits) {
        int needed = Integer.SIZE - Integer.numberOfLeadingZeros(length);
        int given = CodedBlock.FIRST_LENGTH_BITS + Integer.SIZE - 1 - Integer.numberOfLeadingZeros(passes);
        bits.writeUnary(Math.max(0, needed - given));
        bits.write(length, Math.max(needed, given));
    }
}
