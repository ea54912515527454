package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Random;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.junit.jupiter.api.Test;

/** B.10.1: highest bit first, and behind a byte 0xFF a bit 0 that does not count. */
class PacketBitsTest {

    private static Stretch stretch(String bytes) {
        return Stretch.of(HexFormat.of().parseHex(bytes));
    }

    @Test
    void behind255OnlySevenBitsCount() throws DicomException {
        PacketBits bits = new PacketBits(stretch("A5FF7F80"));
        assertThat(bits.next(8)).isEqualTo(0xA5);
        assertThat(bits.next(15)).isEqualTo(0x7FFF);
        assertThat(bits.next()).isEqualTo(1);
    }

    @Test
    void theHeaderEndsWithItsByte() throws DicomException {
        Stretch stretch = stretch("80C011");
        PacketBits bits = new PacketBits(stretch);
        assertThat(bits.next(9)).isEqualTo(0b10000000_1);
        bits.align();
        assertThat(stretch.next()).isEqualTo(0x11);
    }

    @Test
    void aHeaderThatEndsWith255HasOneMoreByte() throws DicomException {
        Stretch stretch = stretch("FF0011");
        PacketBits bits = new PacketBits(stretch);
        assertThat(bits.next(8)).isEqualTo(0xFF);
        bits.align();
        assertThat(stretch.next()).isEqualTo(0x11);
    }

    /** Such as a marker is, which may be that of the next packet where this one was cut. */
    @Test
    void aByteThatIsNotStuffedFails() throws DicomException {
        PacketBits bits = new PacketBits(stretch("FF91"));
        assertThat(bits.next(8)).isEqualTo(0xFF);
        assertThatThrownBy(bits::next)
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
    }

    @Test
    void noBitsAreReadBehindTheEnd() throws DicomException {
        PacketBits bits = new PacketBits(stretch("FF"));
        assertThat(bits.next(8)).isEqualTo(0xFF);
        assertThatThrownBy(bits::align).satisfies(PacketBitsTest::isInvalid);
        assertThatThrownBy(bits::next).satisfies(PacketBitsTest::isInvalid);
        assertThatThrownBy(() -> new PacketBits(stretch("")).next()).satisfies(PacketBitsTest::isInvalid);
    }

    private static void isInvalid(Throwable e) {
        assertThat(((DicomException) e).reason()).isEqualTo(Reason.INVALID);
        assertThat(e).hasMessageContaining("ends inside a packet header");
    }

    @Test
    void whatWasWritten() throws DicomException {
        Random random = new Random(101);
        for (int round = 0; round < 1000; round++) {
            int[] counts = random.ints(random.nextInt(1, 40), 1, 32).toArray();
            int[] numbers = new int[counts.length];
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            HeaderBits written = new HeaderBits(out);
            for (int i = 0; i < counts.length; i++) {
                numbers[i] = (random.nextInt(3) == 0 ? random.nextInt() : -1) & (int) ((1L << counts[i]) - 1);
                written.write(numbers[i], counts[i]);
            }
            written.align();
            out.write(0x5A);
            Stretch stretch = Stretch.of(out.toByteArray());
            PacketBits bits = new PacketBits(stretch);
            for (int i = 0; i < counts.length; i++) {
                assertThat(bits.next(counts[i]))
                        .as("round %d, number %d", round, i)
                        .isEqualTo(numbers[i]);
            }
            bits.align();
            assertThat(stretch.next()).isEqualTo(0x5A);
            assertThat(stretch.left()).isZero();
        }
    }
}
