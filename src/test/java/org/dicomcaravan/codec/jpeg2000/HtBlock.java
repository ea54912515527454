package org.dicomcaravan.codec.jpeg2000;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.dicomcaravan.dicom.DicomException;

/** A code-block of {@code ht-blocks.txt}, which says where it is from. */
record HtBlock(
        int width,
        int height,
        int bandPlanes,
        int missing,
        int passes,
        boolean causal,
        byte[] cleanup,
        byte[] refinement,
        String checksum) {

    static List<HtBlock> all() throws IOException {
        try (InputStream in = HtBlock.class.getResourceAsStream("ht-blocks.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> of(line.split(" ")))
                    .toList();
        }
    }

    private static HtBlock of(String[] cells) {
        return new HtBlock(
                Integer.parseInt(cells[0]),
                Integer.parseInt(cells[1]),
                Integer.parseInt(cells[2]),
                Integer.parseInt(cells[3]),
                Integer.parseInt(cells[4]),
                cells[5].equals("causal"),
                bytes(cells[6]),
                bytes(cells[7]),
                cells[8]);
    }

    private static byte[] bytes(String hex) {
        return hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex);
    }

    /** The block's two segments, without a gap. */
    byte[] data() {
        return ByteBuffer.allocate(cleanup.length + refinement.length)
                .put(cleanup)
                .put(refinement)
                .array();
    }

    int[] decode(HtBlockDecoder decoder) throws DicomException {
        return decode(decoder, data(), 0);
    }

    /** Its coefficients, if these are its bytes. */
    int[] decode(HtBlockDecoder decoder, byte[] data, int from) throws DicomException {
        int[] into = new int[width * height];
        java.util.Arrays.fill(into, 77); // zeros are written, too
        decoder.decode(
                data,
                from,
                cleanup.length,
                refinement.length,
                passes,
                bandPlanes - missing,
                width,
                height,
                causal,
                into);
        return into;
    }

    /** The CRC-32 of coefficients as big-endian words. */
    static String checksum(int[] coefficients) {
        ByteBuffer words = ByteBuffer.allocate(Integer.BYTES * coefficients.length);
        words.asIntBuffer().put(coefficients);
        CRC32 crc = new CRC32();
        crc.update(words.array());
        return "%08x".formatted(crc.getValue());
    }

    @Override
    public String toString() {
        return "%d x %d, %d passes, %d bytes".formatted(width, height, passes, cleanup.length + refinement.length);
    }
}
