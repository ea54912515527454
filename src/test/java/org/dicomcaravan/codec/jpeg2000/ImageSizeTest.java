package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIZ (A.5.1) and how it divides an image (B.2, B.3). */
class ImageSizeTest {

    /**
     * The example of B.4: an image of 1280 x 720 on a grid of 1432 x 954, in tiles of 396 x 297, with a second component
     * of half as many columns and rows.
     */
    private static ImageSize example() throws DicomException {
        return HandMade.imageSize(new Rectangle(152, 234, 1432, 954), new Rectangle(0, 0, 396, 297), "070101 070202");
    }

    @Test
    void theTilesOfTheExample() throws DicomException {
        ImageSize size = example();
        assertThat(size.tileColumns()).isEqualTo(4);
        assertThat(size.tileRows()).isEqualTo(4);
        assertThat(size.tiles()).isEqualTo(16);
        assertThat(size.tile(0)).isEqualTo(new Rectangle(152, 234, 396, 297));
        assertThat(size.tile(5)).isEqualTo(new Rectangle(396, 297, 792, 594));
        assertThat(size.tile(15)).isEqualTo(new Rectangle(1188, 891, 1432, 954));
    }

    @Test
    void theTileComponentsOfTheExample() throws DicomException {
        assertThat(columns(1)).containsExactly(244, 396, 396, 244);
        assertThat(rows(1)).containsExactly(63, 297, 297, 63);
        assertThat(columns(2)).containsExactly(122, 198, 198, 122);
        assertThat(rows(2)).containsExactly(32, 148, 149, 31);
        assertThat(example().image().divided(2, 2)).isEqualTo(new Rectangle(76, 117, 716, 477));
    }

    private static List<Integer> columns(int separation) throws DicomException {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            columns.add(example().tile(i).divided(separation, separation).width());
        }
        return columns;
    }

    private static List<Integer> rows(int separation) throws DicomException {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < 16; i += 4) {
            rows.add(example().tile(i).divided(separation, separation).height());
        }
        return rows;
    }

    @Test
    void tilesThatBeginBesideTheOrigin() throws DicomException {
        ImageSize size = HandMade.imageSize(new Rectangle(7, 9, 20, 30), new Rectangle(5, 3, 12, 13), "070101");
        assertThat(size.tileColumns()).isEqualTo(3); // 5, 12 and 19
        assertThat(size.tileRows()).isEqualTo(3); // 3, 13 and 23
        assertThat(size.tile(0)).isEqualTo(new Rectangle(7, 9, 12, 13));
        assertThat(size.tile(4)).isEqualTo(new Rectangle(12, 13, 19, 23));
        assertThat(size.tile(8)).isEqualTo(new Rectangle(19, 23, 20, 30));
    }

    @Test
    void tilesAreNotCountedBeyondTheLargestNumbers() throws DicomException {
        int most = Integer.MAX_VALUE;
        ImageSize size = HandMade.imageSize(
                new Rectangle(most - 1, most - 5, most, most), new Rectangle(most - 2, most - 5, most, most), "070101");
        assertThat(size.tiles()).isEqualTo(1);
        ImageSize wide = ImageSize.read(HandMade.parameters(
                "0000 7FFFFFFF 7FFFFFFF 00000001 00000001 FFFFFFFF FFFFFFFF 00000000 00000000 0001 070101"));
        assertThat(wide.tiles()).isEqualTo(1);
        assertThat(wide.tile(0)).isEqualTo(new Rectangle(1, 1, most, most));
    }

    @Test
    void components() throws DicomException {
        ImageSize size =
                HandMade.imageSize(new Rectangle(0, 0, 1, 1), new Rectangle(0, 0, 1, 1), "070101 8B0203 00FF01 A50101");
        assertThat(size.components())
                .containsExactly(
                        new ImageSize.Component(8, false, 1, 1),
                        new ImageSize.Component(12, true, 2, 3),
                        new ImageSize.Component(1, false, 255, 1),
                        new ImageSize.Component(38, true, 1, 1));
    }

    /** Parameters, all but the capabilities: X, Y, XO, YO, XT, YT, XTO, YTO, C and components. */
    @ParameterizedTest
    @CsvSource({
        "00000000 00000001 00000000 00000000 00000001 00000001 00000000 00000000 0001 070101, empty",
        "00000002 00000002 00000002 00000000 00000002 00000002 00000000 00000000 0001 070101, empty",
        "00000002 00000002 00000000 00000003 00000002 00000002 00000000 00000000 0001 070101, empty",
        "00000002 00000002 00000000 00000000 00000000 00000002 00000000 00000000 0001 070101, empty",
        "00000002 00000002 00000000 00000000 00000002 00000000 00000000 00000000 0001 070101, empty",
        "00000009 00000009 00000001 00000001 00000009 00000009 00000002 00000000 0001 070101, empty",
        "00000009 00000009 00000001 00000001 00000009 00000009 00000000 00000002 0001 070101, empty",
        "00000009 00000009 00000004 00000004 00000004 00000009 00000000 00000000 0001 070101, outside its image",
        "00000009 00000009 00000004 00000004 00000009 00000003 00000000 00000001 0001 070101, outside its image",
        "00000009 00000009 00000000 00000000 00000009 00000009 00000000 00000000 0000, 0 components",
        "00000009 00000009 00000000 00000000 00000009 00000009 00000000 00000000 4001 070101, 16385 components",
        "00000009 00000009 00000000 00000000 00000009 00000009 00000000 00000000 0002 070101, too short",
        "00000009 00000009 00000000 00000000 00000009 00000009 00000000 00000000 0001 260101, 39 bits",
        "00000009 00000009 00000000 00000000 00000009 00000009 00000000 00000000 0001 070001, each 0 x 1",
        "00000009 00000009 00000000 00000000 00000009 00000009 00000000 00000000 0001 070100, each 1 x 0",
        "80000000 00000009 00000000 00000000 00000009 00000009 00000000 00000000 0001 070101, 2147483648 columns",
        "00000100 00000100 00000000 00000000 00000001 00000001 00000000 00000000 0001 070101, 256 x 256 tiles",
        "7FFFFFFF 7FFFFFFF 00000000 00000000 00000001 00000001 00000000 00000000 0001 070101, 65535 at most",
    })
    void whatCannotBeFails(String parameters, String message) {
        assertThatThrownBy(() -> ImageSize.read(HandMade.parameters("0000" + parameters)))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID))
                .hasMessageContaining(message);
    }
}
