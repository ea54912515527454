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
        assertThat(tree.read(0, MOST, MOST, bits)).isEqualTo(1);
        assertThat(tree.read(1, MOST, MOST, bits)).isEqualTo(3);
        assertThat(tree.read(2, MOST, MOST, bits)).isEqualTo(2);
        assertThat(bits.next(5)).isZero();
    }

    @Test
    void aNumberIsReadNoFurtherThanToItsThreshold() throws DicomException {
        TagTreeReader tree = new TagTreeReader(6, 3);
        PacketBits bits = bits(0b0_111_00_1_0, 0b1_1000000);
        assertThat(tree.read(1, 1, MOST, bits))
                .as("at least 1: of the root only")
                .isEqualTo(1);
        assertThat(tree.read(5, 1, MOST, bits)).as("so are all").isEqualTo(1);
        assertThat(tree.read(1, 3, MOST, bits)).isEqualTo(3);
        assertThat(bits.next(2)).isEqualTo(0b10);
    }

    @Test
    void aSingleLeaf() throws DicomException {
        TagTreeReader tree = new TagTreeReader(1, 1);
        PacketBits bits = bits(0b00010000);
        assertThat(tree.read(0, 2, MOST, bits)).isEqualTo(2);
        assertThat(tree.read(0, 9, MOST, bits)).isEqualTo(3);
        assertThat(tree.read(0, 9, MOST, bits)).as("known").isEqualTo(3);
        assertThat(bits.next(4)).isZero();
    }

    @Test
    void numbersLargerThanAllowedAndBitsThatEndFail() {
        TagTreeReader tree = new TagTreeReader(2, 1);
        assertThatThrownBy(() -> tree.read(0, MOST, 7, bits(0, 0)))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID))
                .hasMessageContaining("over 7");
        assertThatThrownBy(() -> new TagTreeReader(2, 1).read(0, MOST, MOST, bits(0)))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
    }

    @Test
    void theLargestNumberThatIsAllowed() throws DicomException {
        PacketBits bits = bits(0b00000001, 0b10000000); // the root is 7, and so is the leaf
        assertThat(new TagTreeReader(2, 1).read(1, MOST, 7, bits)).isEqualTo(7);
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
                assertThat(reader.read(leaves[i], thresholds[i], largest, bits))
                        .as("round %d, leaf %d of %d x %d below %d", round, leaves[i], columns, rows, thresholds[i])
                        .isEqualTo(Math.min(numbers[leaves[i]], thresholds[i]));
                assertThat(bits.next(2)).isEqualTo(i % 3);
            }
        }
    }
}
