package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** I.4: length, type, and an extended length where the length is 1; the last box may leave its length open with 0. */
class Jp2BoxTest {

    private static final String SIGNATURE = "0000000C 6A502020 0D0A870A";
    private static final String FILE_TYPE = "00000014 66747970 6A703220 00000000 6A703220";

    private static int codestream(String boxes) throws DicomException {
        return Jp2Box.codestream(HexFormat.of().parseHex(boxes.replace(" ", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "00000010 6A703263 FF4FFF51 00000000, 40",
        "00000000 6A703263 FF4FFF51, 40",
        "00000001 6A703263 0000000000000014 FF4FFF51, 48",
        "00000009 66726565 00 00000000 6A703263 FF4FFF51, 49",
        "00000001 66726565 0000000000000012 0000 00000000 6A703263 FF4FFF51, 58",
        "00000008 66726565 00000000 6A703263, 48",
        "0000FFFF 6A703263 FF4FFF51, 40",
    })
    void behindTheHeaderOfItsBox(String boxes, int at) throws DicomException {
        assertThat(codestream(SIGNATURE + FILE_TYPE + boxes)).isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({"FF4FFF5100290000", "FF4F", "''", "00000000000000000000", "000000086A703263FF4F"})
    void whatIsNoFileOfBoxesIsACodestream(String bytes) throws DicomException {
        assertThat(codestream(bytes)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "00000000 66726565 00000000 6A703263 FF4FFF51", // open length, but not the last one
        "00000007 66726565 00000000 6A703263 FF4FFF51",
        "00000020 66726565 00000000 6A703263 FF4FFF51",
        "FFFFFFFF 66726565 00000000 6A703263 FF4FFF51",
        "00000001 66726565 FFFFFFFFFFFFFFF8 00000000 6A703263 FF4FFF51",
        "00000001 66726565 7FFFFFFFFFFFFFFF 00000000 6A703263 FF4FFF51",
        "00000001 66726565 0000000000000000 00000000 6A703263 FF4FFF51",
        "00000001 66726565 0000",
        "00000000 6A7032",
    })
    void withoutACodestreamItFails(String boxes) {
        assertThatThrownBy(() -> codestream(SIGNATURE + FILE_TYPE + boxes))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID))
                .hasMessageContaining("JP2 file without");
    }

    @Test
    void aFileThatIsCutBeforeItsCodestreamFails() throws DicomException {
        String whole = SIGNATURE + FILE_TYPE + "00000001 6A703263 0000000000000014 FF4FFF51";
        byte[] bytes = HexFormat.of().parseHex(whole.replace(" ", ""));
        for (int length = 8; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            if (length < 40) {
                assertThatThrownBy(() -> Jp2Box.codestream(cut)).isInstanceOf(DicomException.class);
            } else {
                assertThat(Jp2Box.codestream(cut)).isEqualTo(48);
            }
        }
    }
}
