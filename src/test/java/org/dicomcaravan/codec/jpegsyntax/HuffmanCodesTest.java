package org.dicomcaravan.codec.jpegsyntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;

class HuffmanCodesTest {

    /** Differences of luminance: the list of K.3.3.1, behind the byte that says its place. */
    private static final int[] LUMINANCE = {
        0, 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    };

    /** Its codes as Table K.3 has them. */
    private static final Map<Integer, String> CODES = Map.ofEntries(
            Map.entry(0, "00"),
            Map.entry(1, "010"),
            Map.entry(2, "011"),
            Map.entry(3, "100"),
            Map.entry(4, "101"),
            Map.entry(5, "110"),
            Map.entry(6, "1110"),
            Map.entry(7, "11110"),
            Map.entry(8, "111110"),
            Map.entry(9, "1111110"),
            Map.entry(10, "11111110"),
            Map.entry(11, "111111110"));

    @Test
    void theStandardsExample() throws DicomException {
        HuffmanCodes codes = HuffmanCodes.read(segment(LUMINANCE), 1);
        assertThat(codes(codes)).isEqualTo(CODES);
        assertThat(codes.bytes()).isEqualTo(28);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codes.write(out);
        assertThat(out.toByteArray()).isEqualTo(bytes(LUMINANCE, 1));
        assertThat(codes.has(11)).isTrue();
        assertThat(codes.has(12)).isFalse();
    }

    @Test
    void longCodesAreSearched() throws DicomException {
        HuffmanCodes codes = HuffmanCodes.read(segment(LUMINANCE), 1);
        for (Map.Entry<Integer, String> code : CODES.entrySet()) {
            int length = code.getValue().length();
            int next = Integer.parseInt(code.getValue(), 2) << 16 - length;
            for (int behind : new int[] {0, (1 << 16 - length) - 1}) {
                int found = codes.search(next | behind, 0);
                assertThat(found & HuffmanCodes.LENGTH).isEqualTo(length);
                assertThat(found >> HuffmanCodes.SYMBOL_SHIFT).isEqualTo(code.getKey());
            }
        }
        assertThatThrownBy(() -> codes.search(0xFFFF, 0)).hasMessageContaining("bits that are no Huffman code");
    }

    @Test
    void whatCanBeNoListIsRefused() {
        int[] many = new int[1 + 16 + 3];
        many[1] = 3; // there are two codes of one bit
        assertThatThrownBy(() -> HuffmanCodes.read(segment(many), 1)).hasMessageContaining("too many codes of 1 bits");
        int[] cut = LUMINANCE.clone();
        cut[16] = 9;
        assertThatThrownBy(() -> HuffmanCodes.read(segment(cut), 1)).hasMessageContaining("21 symbols in 28 bytes");
        assertThatThrownBy(() -> HuffmanCodes.read(segment(1, 2, 3), 1)).hasMessageContaining("symbols in 2 bytes");
    }

    /** No prefix code spends fewer bits: of these it is known from theory that each takes as many as its probability says. */
    @Test
    void theBestCodesOfPowersOfTwo() {
        HuffmanEncoding encoding = new HuffmanEncoding(new long[] {1 << 20, 1 << 19, 0, 1 << 18, 1 << 17});
        assertThat(encoding.lengths).startsWith(1, 2, 0, 3, 4);
        assertThat(codes(encoding.list())).isEqualTo(Map.of(0, "0", 1, "10", 3, "110", 4, "1110"));
    }

    private static Map<Integer, String> codes(HuffmanCodes codes) {
        Map<Integer, String> found = new TreeMap<>();
        codes.forEach((code, length, symbol) ->
                found.put(symbol, Integer.toBinaryString(1 << length | code).substring(1)));
        return found;
    }

    private static Segment segment(int... parameters) {
        return new Segment(bytes(parameters, 0), Markers.DHT, 0, parameters.length);
    }

    private static byte[] bytes(int[] numbers, int from) {
        byte[] bytes = new byte[numbers.length - from];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) numbers[from + i];
        }
        return bytes;
    }
}
