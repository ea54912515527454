package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A.1.1: the length counts itself, and not the marker. */
class SegmentTest {

    private static Segment segment(String bytes, int at) throws DicomException {
        return new Segment(HexFormat.of().parseHex(bytes), at);
    }

    @Test
    void numbersFromFrontToBack() throws DicomException {
        Segment segment = segment("FF64000B01020304050607FF0080AA", 2);
        assertThat(segment.end()).isEqualTo(13);
        assertThat(segment.left()).isEqualTo(9);
        assertThat(segment.number(1)).isEqualTo(1);
        assertThat(segment.number(2)).isEqualTo(0x0203);
        assertThat(segment.number(4)).isEqualTo(0x04050607);
        assertThat(segment.position()).isEqualTo(11);
        assertThat(segment.left()).isEqualTo(2);
        assertThat(segment.number(2)).isEqualTo(0xFF00);
        fails(() -> segment.number(1), "too short");
    }

    @Test
    void placesAndLengthsOnTheReferenceGrid() throws DicomException {
        Segment segment = segment("00127FFFFFFF7FFFFFFF80000000FFFFFFFF", 0);
        assertThat(segment.coordinate()).isEqualTo(Integer.MAX_VALUE);
        assertThat(segment.extent()).isEqualTo(Integer.MAX_VALUE);
        assertThat(segment.extent()).as("more than any image has").isEqualTo(Integer.MAX_VALUE);
        fails(segment::coordinate, "4294967295 columns or rows");
    }

    @ParameterizedTest
    @CsvSource({"0001, 0", "0000, 0", "0005FFFF, 0", "00, 0", "'', 0", "FFFF00, 2", "FFFF0003, 2"})
    void lengthsThatCannotBeFail(String bytes, int at) {
        fails(() -> segment(bytes, at), "marker segment of");
    }

    @Test
    void anEmptySegment() throws DicomException {
        assertThat(segment("0002", 0).left()).isZero();
        assertThat(segment("0002", 0).end()).isEqualTo(2);
    }

    /** Something that a segment refuses. */
    private interface Reading {
        Object read() throws DicomException;
    }

    private static void fails(Reading reading, String message) {
        assertThatThrownBy(reading::read)
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID))
                .hasMessageContaining(message);
    }
}
