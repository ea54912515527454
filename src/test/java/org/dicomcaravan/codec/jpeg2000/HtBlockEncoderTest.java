package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtBlockEncoderTest {

    private final HtBlockEncoder encoder = new HtBlockEncoder();
    private final HtBlockDecoder decoder = new HtBlockDecoder();
    private final Random random = new Random(15);

    static List<HtBlock> blocks() throws IOException {
        return HtBlock.all();
    }

    /** Of what OpenJPH encoded, the same bytes. */
    @ParameterizedTest
    @MethodSource("blocks")
    void asOpenJphEncodesIt(HtBlock block) throws DicomException {
        int[] coefficients = decode(block.cleanup(), block.width(), block.height());
        CodeBlock encoded = encoder.encode(coefficients, 0, block.width(), block.width(), block.height());
        assertThat(encoded.bytes()).isEqualTo(block.cleanup());
    }

    /** The block of {@link HtBlockDecoderTest}, by OpenJPH as well. */
    @Test
    void aBlockIsReadOutOfItsPlaneAndIsOfOnePass() {
        int[] plane = {
            9, 9, 9, 9, 9, 9, 9, 9,
            9, 9, 0, 0, 0, 1, -1, 9,
            9, 9, 12, -300, 7, 0, 0, 9,
            9, 9, 0, 0, -2, 511, 0, 9,
            9, 9, 9, 9, 9, 9, 9, 9,
        };
        encoder.encode(plane, 0, 8, 8, 5);
        CodeBlock block = encoder.encode(plane, 10, 8, 5, 3);
        assertThat(block.bytes()).isEqualTo(HexFormat.of().parseHex("165c211c8000778828975700"));
        assertThat(block.planes()).isEqualTo(1);
        assertThat(block.passes()).isEqualTo(1);
    }

    @Test
    void zerosNeedNoPass() {
        int[] plane = new int[70 * 70];
        Arrays.fill(plane, 0, 70, 5);
        for (int y = 1; y < 70; y++) {
            plane[70 * y] = 5;
        }
        assertThat(encoder.encode(plane, 71, 70, 64, 64).isZero()).isTrue();
        assertThat(encoder.encode(plane, 70, 70, 64, 64).isZero()).isFalse();
    }

    static Stream<int[]> sizes() {
        Stream<int[]> small = IntStream.rangeClosed(1, 9)
                .boxed()
                .flatMap(w -> IntStream.rangeClosed(1, 9).mapToObj(h -> new int[] {w, h}));
        Stream<int[]> large = Stream.of("1 1024", "1024 1", "2 1024", "3 1024", "4 1024", "4 1023", "1024 4", "1024 3")
                .map(HtBlockEncoderTest::numbers);
        Stream<int[]> others = Stream.of(
                        "1023 4", "5 819", "7 585", "64 64", "63 64", "64 63", "63 63", "32 32", "13 64", "64 17")
                .map(HtBlockEncoderTest::numbers);
        return Stream.of(small, large, others).flatMap(all -> all);
    }

    private static int[] numbers(String line) {
        return Stream.of(line.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void whatIsEncodedIsDecoded(int[] size) throws DicomException {
        int count = size[0] * size[1];
        for (int bits : new int[] {1, 2, 3, 5, 8, 12, 16, 24, 30}) {
            for (int permille : new int[] {0, 3, 30, 300, 900, 1000}) {
                int[] coefficients = IntStream.range(0, count)
                        .map(i -> random.nextInt(1000) < permille ? random(bits) : 0)
                        .toArray();
                check(coefficients, size[0], size[1], bits);
            }
        }
        int[] largest = new int[count];
        for (int bits = 1; bits <= 30; bits++) {
            Arrays.fill(largest, (1 << bits) - 1);
            check(largest, size[0], size[1], bits);
            Arrays.fill(largest, -1 << bits - 1);
            check(largest, size[0], size[1], bits);
        }
        int[] one = new int[count];
        for (int i = 0; i < count; i += count / 20 + 1) {
            one[i] = -random(20);
            check(one, size[0], size[1], 20);
            one[i] = 0;
        }
    }

    /** Of any length, up to this many bits. */
    private int random(int bits) {
        int magnitude = random.nextInt(1 << random.nextInt(1, bits + 1));
        return random.nextBoolean() ? magnitude : -magnitude;
    }

    private void check(int[] coefficients, int width, int height, int bits) throws DicomException {
        CodeBlock block = encoder.encode(coefficients, 0, width, width, height);
        if (Arrays.stream(coefficients).allMatch(c -> c == 0)) {
            assertThat(block).isSameAs(CodeBlock.ZERO);
            return;
        }
        assertThat(decode(block.bytes(), width, height)).as("%d bits", bits).isEqualTo(coefficients);
        for (int i = 1; i < block.bytes().length; i++) { // else a decoder takes it for a marker
            assertThat(block.bytes()[i - 1] == -1 && (block.bytes()[i] & 0xFF) > 0x8F)
                    .isFalse();
        }
        assertThat(block.bytes()[block.bytes().length - 1]).isNotEqualTo((byte) -1);
    }

    private int[] decode(byte[] cleanup, int width, int height) throws DicomException {
        int[] into = new int[width * height];
        decoder.decode(cleanup, 0, cleanup.length, 0, 1, 1, width, height, false, into);
        return Arrays.stream(into).map(c -> c / 2).toArray();
    }
}
