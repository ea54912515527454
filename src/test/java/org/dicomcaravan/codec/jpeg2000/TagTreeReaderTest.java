package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.junit.jupiter.api.Test;

/** The example of Figure B.12, and what {@link TagTree} writes. */
class TagTreeReaderTest {

    private static final int MOST = 1000;

    private static PacketBits bits(int... bytes) {
        byte[] stream = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            stream[i] = (byte) bytes[i];
        }
        return new PacketBits(Stretch.of(stream));
    }

    /** 6 x 3 numbers: 01111 is the first one, 1; 001 the second one, 3; 101 the third one, 2 (B.10.2). */
    @Test
    void theFirstNumbersOfTheExample() throws DicomException {
        TagTreeReader tree = new TagTreeReader(6, 3);
        PacketBits bits = bits(0b01111_001, 0b101_00000);
        assertThat(tree.read(0, 0, MOST, bits)).isEqualTo(1);
        assertThat(tree.read(1, 0, MOST, bits)).isEqualTo(3);
        assertThat(tree.read(2, 0, MOST, bits)).isEqualTo(2);
        assertThat(bits.next(5)).isZero();
    }

    @Test
    void aNumberIsReadNoFurtherThanToItsThreshold() throws DicomException {
        TagTreeReader tree = new TagTreeReader(6, 3);
        PacketBits bits = bits(0b0_111_00_1_0, 0b1_1000000);
        assertThat(tree.reaches(1, 0, 1, bits)).as("at least 1: the root").isEqualTo(3);
        assertThat(tree.reaches(5, 0, 1, bits)).as("so are all").isEqualTo(3);
        assertThat(tree.reaches(1, 0, 3, bits)).as("at least 3: the leaf").isZero();
        assertThat(bits.next(2)).isEqualTo(0b10);
    }

    @Test
    void aSingleLeaf() throws DicomException {
        TagTreeReader tree = new TagTreeReader(1, 1);
        PacketBits bits = bits(0b00010000);
        assertThat(tree.reaches(0, 0, 2, bits)).isZero();
        assertThat(tree.read(0, 0, 9, bits)).isEqualTo(3);
        assertThat(tree.read(0, 0, 9, bits)).as("known").isEqualTo(3);
        assertThat(tree.reaches(0, 0, 4, bits)).isEqualTo(-1);
        assertThat(bits.next(4)).isZero();
    }

    @Test
    void numbersLargerThanAllowedAndBitsThatEndFail() {
        TagTreeReader tree = new TagTreeReader(2, 1);
        assertThatThrownBy(() -> tree.read(0, 0, 7, bits(0, 0)))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID))
                .hasMessageContaining("over 7");
        assertThatThrownBy(() -> new TagTreeReader(2, 1).read(0, 0, MOST, bits(0)))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
    }

    @Test
    void theLargestNumberThatIsAllowed() throws DicomException {
        PacketBits bits = bits(0b00000001, 0b10000000); // the root is 7, and so is the leaf
        assertThat(new TagTreeReader(2, 1).read(1, 0, 7, bits)).isEqualTo(7);
    }

    @Test
    void whatWasWritten() throws DicomException {
        Random random = new Random(10);
        for (int round = 0; round < 400; round++) {
            int columns = random.nextInt(1, 20);
            int rows = random.nextInt(1, 20);
            int largest = random.nextInt(1, 30);
            int[] numbers = random.ints((long) columns * rows, random.nextInt(largest), largest + 1)
                    .toArray();
            int[] leaves = random.ints(60, 0, numbers.length).toArray();
            int[] thresholds = random.ints(60, 0, largest + 3).toArray();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            HeaderBits written = new HeaderBits(out);
            TagTree tree = new TagTree(columns, numbers);
            for (int i = 0; i < leaves.length; i++) {
                tree.write(leaves[i], thresholds[i], written);
                written.write(i % 3, 2);
            }
            written.align();
            PacketBits bits = new PacketBits(Stretch.of(out.toByteArray()));
            TagTreeReader reader = new TagTreeReader(columns, rows);
            for (int i = 0; i < leaves.length; i++) {
                int x = leaves[i] % columns;
                int y = leaves[i] / columns;
                int level = reader.reaches(x, y, thresholds[i], bits);
                String what = "round %d, (%d, %d) below %d".formatted(round, x, y, thresholds[i]);
                assertThat(level < 0).as(what).isEqualTo(numbers[leaves[i]] < thresholds[i]);
                if (level < 0) {
                    assertThat(reader.read(x, y, largest, bits)).as(what).isEqualTo(numbers[leaves[i]]);
                } else {
                    assertThat(least(numbers, columns, x, y, level)).as(what).isGreaterThanOrEqualTo(thresholds[i]);
                    assertThat(level == topLevel(columns, rows)
                                    || least(numbers, columns, x, y, level + 1) < thresholds[i])
                            .as(what)
                            .isTrue();
                }
                assertThat(bits.next(2)).isEqualTo(i % 3);
            }
        }
    }

    /** Of the leaves below a node. */
    private static int least(int[] numbers, int columns, int x, int y, int level) {
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < numbers.length; i++) {
            if (i % columns >> level == x >> level && i / columns >> level == y >> level) {
                least = Math.min(least, numbers[i]);
            }
        }
        return least;
    }

    private static int topLevel(int columns, int rows) {
        int level = 0;
        while (1 << level < Math.max(columns, rows)) {
            level++;
        }
        return level;
    }
}
