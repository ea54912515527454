package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codewords of any bytes give those coefficients that the text of Annex D makes of them. */
class BlockDecoderTest {

    private static final int[] STYLES = {0, 1, 2, 4, 8, 1 | 4, 1 | 2, 8 | 1, 8 | 4 | 2, 15, 16, 16 | 4 | 1};

    private final BlockDecoder decoder = new BlockDecoder();
    private final int[] into = new int[4096];
    private Random random = new Random(0);

    @ParameterizedTest
    @EnumSource
    void anyBytes(Orientation orientation) throws DicomException {
        random = new Random(orientation.name().hashCode());
        for (int round = 0; round < 1200; round++) {
            ComponentStyle style = style(STYLES[random.nextInt(STYLES.length)]);
            int width = random.nextInt(1, 20);
            compare(orientation, style, width, random.nextInt(1, 20), random.nextInt(1, 31));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 1024, 4, 341})
    void largeBlocks(int width) throws DicomException {
        random = new Random(width);
        for (int style : STYLES) {
            compare(Orientation.HL, style(style), width, 4096 / width, 11);
        }
    }

    /** Of any bytes a symbol is hardly ever right, unless its cleanup pass is the block's last one. */
    @Test
    void segmentationSymbols() throws DicomException {
        random = new Random(5);
        int right = 0;
        for (int round = 0; round < 600; round++) {
            ComponentStyle style = style(ComponentStyle.SEGMENTATION_SYMBOLS | random.nextInt(16));
            int planes = random.nextInt(1, 6);
            Coded coded = coded(style, 3, 3, random.nextInt(1, Math.min(8, 3 * planes - 1)));
            PlainBlockDecoder plain = new PlainBlockDecoder(3, 3, Orientation.LH, style);
            plain.decode(coded.codewords, planes);
            if (plain.symbolsMissing()) {
                assertThatThrownBy(() -> decode(coded, Orientation.LH, style, planes))
                        .isInstanceOfSatisfying(
                                DicomException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.INVALID))
                        .hasMessageContaining("segmentation symbol");
            } else {
                assertThat(decode(coded, Orientation.LH, style, planes)).isEqualTo(plain.doubled());
                right++;
            }
        }
        assertThat(right).isBetween(100, 500);
    }

    @Test
    void aBlockOfMorePassesThanItsBitPlanesHaveFails() {
        Coded coded = coded(style(0), 4, 4, 8);
        assertThatThrownBy(() -> decode(coded, Orientation.LL, style(0), 3))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID))
                .hasMessageContaining("3 bit-planes with 8 passes");
    }

    @Test
    void aBlockOfMoreBitPlanesThanNumbersHoldIsNotSupported() {
        Coded coded = coded(style(0), 4, 4, 1);
        assertThatThrownBy(() -> decode(coded, Orientation.LL, style(0), 31))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
    }

    @Test
    void nothingIsLeftOfTheBlockBefore() throws DicomException {
        Coded first = coded(style(0), 16, 16, 25);
        decode(first, Orientation.HH, style(0), 9);
        Coded empty = new Coded(List.of(new PlainBlockDecoder.Codeword(1, new byte[2])), 16, 16);
        PlainBlockDecoder plain = new PlainBlockDecoder(16, 16, Orientation.HH, style(0));
        plain.decode(empty.codewords, 1);
        assertThat(decode(empty, Orientation.HH, style(0), 1)).isEqualTo(plain.doubled());
        decode(first, Orientation.HH, style(0), 9);
        int[] again = decode(first, Orientation.HH, style(0), 9);
        PlainBlockDecoder plainFirst = new PlainBlockDecoder(16, 16, Orientation.HH, style(0));
        plainFirst.decode(first.codewords, 9);
        assertThat(again).isEqualTo(plainFirst.doubled());
    }

    /** A code-block's codewords, and its size. */
    private record Coded(List<PlainBlockDecoder.Codeword> codewords, int width, int height) {}

    private void compare(Orientation orientation, ComponentStyle style, int width, int height, int planes)
            throws DicomException {
        int passes = random.nextInt(1, 3 * planes - 1);
        Coded coded = coded(style, width, height, passes);
        PlainBlockDecoder plain = new PlainBlockDecoder(width, height, orientation, style);
        plain.decode(coded.codewords, planes);
        assertThat(decode(coded, orientation, style, planes))
                .as("%d x %d, style %d, %d passes in %d planes", width, height, style.blockStyle(), passes, planes)
                .isEqualTo(plain.doubled());
    }

    private Coded coded(ComponentStyle style, int width, int height, int passes) {
        List<PlainBlockDecoder.Codeword> codewords = new ArrayList<>();
        for (int from = 0, to; from < passes; from = to) {
            to = Math.min(passes, from + mostPasses(style, from));
            byte[] bytes =
                    new byte[random.nextInt(4) == 0 ? random.nextInt(4) : random.nextInt(4 + width * height / 4)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] &= (byte) random.nextInt();
                }
            }
            if (bytes.length > 0) {
                bytes[0] &= 0x7F; // no codeword begins with 0xFF and a carry
            }
            codewords.add(new PlainBlockDecoder.Codeword(to - from, bytes));
        }
        return new Coded(codewords, width, height);
    }

    /** Table D.8 and D.9. */
    private static int mostPasses(ComponentStyle style, int from) {
        if (style.has(ComponentStyle.TERMINATE)) {
            return 1;
        }
        if (!style.has(ComponentStyle.BYPASS)) {
            return Integer.MAX_VALUE;
        }
        return from == 0 ? 10 : from % 3 == 1 ? 2 : 1;
    }

    private int[] decode(Coded coded, Orientation orientation, ComponentStyle style, int planes) throws DicomException {
        int missing = random.nextInt(3);
        Rectangle area = new Rectangle(8, 8, 8 + coded.width, 8 + coded.height);
        CodedBlock block = new CodedBlock(area);
        block.zeroPlanes = missing;
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        packets.writeBytes(new byte[5]);
        for (PlainBlockDecoder.Codeword codeword : coded.codewords) {
            block.begin(codeword.passes());
            block.add(codeword.passes(), codeword.bytes().length);
            packets.writeBytes(codeword.bytes());
        }
        block.place(5, block.length());
        Band band = new Band(orientation, area, 0, 0, planes + missing, 1);
        decoder.decode(block, packets.toByteArray(), band, style, into);
        return Arrays.copyOf(into, coded.width * coded.height);
    }

    private static ComponentStyle style(int blockStyle) {
        return new ComponentStyle(0, 10, 10, blockStyle, true, new int[] {0xFF});
    }
}
