package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;

class Jpeg2000ImageTest {

    private static final int COLUMNS = 301;
    private static final int ROWS = 203;

    private static Jpeg2000Image image(TestFrame frame) throws Exception {
        return Jpeg2000Image.of(frame.encode().codestream());
    }

    private static int sample(TestFrame frame, int x, int y, int component) {
        int components = frame.shape().samplesPerPixel();
        int bytes = frame.shape().bitsAllocated() / 8;
        int at = ((y * frame.shape().columns() + x) * components + component) * bytes;
        byte[] samples = frame.decoded().samples();
        int low = samples[at] & 0xFF;
        return bytes == 1 ? low : low | samples[at + 1] << 8;
    }

    @Test
    void saysWhatItIs() throws Exception {
        Jpeg2000Image image = image(TestFrame.grey(COLUMNS, ROWS, 16, 12, true));
        assertThat(List.of(image.columns(), image.rows(), image.components(), image.precision(0)))
                .containsExactly(COLUMNS, ROWS, 1, 12);
        assertThat(image.isSigned(0)).isTrue();
        assertThat(image(TestFrame.colour(5, 5, "RGB")).components()).isEqualTo(3);
    }

    @Test
    void canBeHalvedAsOftenAsItHasLevels() throws Exception {
        assertThat(image(TestFrame.grey(COLUMNS, ROWS, 16, 12, true)).halvings())
                .isEqualTo(5);
        assertThat(image(TestFrame.grey(3, 9, 16, 12, true)).halvings()).isEqualTo(1);
    }

    /** SIZ promises more than anybody has room for: nothing is allocated. */
    @Test
    void hasALimit() throws Exception {
        byte[] huge = HandMade.grey(60_000, 60_000).tile(0, new byte[1]).end();
        Jpeg2000Image image = Jpeg2000Image.of(huge);
        assertThatThrownBy(image::decode)
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("more than 268435456 samples");
        Jpeg2000Image small =
                Jpeg2000Image.of(TestFrame.colour(20, 10, "RGB").encode().codestream(), 599);
        assertThatThrownBy(small::decode).hasMessageContaining("more than 599 samples");
        assertThat(small.decode(0, 0, 0, 19, 10)).hasSize(3);
    }

    @Test
    void givesEachSample() throws Exception {
        for (TestFrame frame :
                List.of(TestFrame.grey(COLUMNS, ROWS, 16, 12, true), TestFrame.colour(COLUMNS, ROWS, "RGB"))) {
            List<Jpeg2000Image.Plane> planes = image(frame).decode();
            assertThat(planes).hasSize(frame.shape().samplesPerPixel());
            for (int component = 0; component < planes.size(); component++) {
                assertSame(frame, planes.get(component), component, 0, 0, COLUMNS, ROWS);
            }
        }
    }

    /** 5/3 is exact, so a part is the same as that part of the whole, to its edges. */
    @Test
    void givesAPart() throws Exception {
        TestFrame frame = TestFrame.colour(COLUMNS, ROWS, "RGB");
        Jpeg2000Image image = image(frame);
        for (int[] part : new int[][] {{0, 0, 1, 1}, {300, 202, 1, 1}, {64, 63, 70, 5}, {7, 100, 290, 103}}) {
            List<Jpeg2000Image.Plane> planes = image.decode(0, part[0], part[1], part[2], part[3]);
            for (int component = 0; component < 3; component++) {
                assertSame(frame, planes.get(component), component, part[0], part[1], part[2], part[3]);
            }
        }
    }

    private static void assertSame(
            TestFrame frame, Jpeg2000Image.Plane plane, int component, int left, int top, int columns, int rows) {
        assertThat(plane.columns()).isEqualTo(columns);
        assertThat(plane.rows()).isEqualTo(rows);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                assertThat(plane.samples()[y * columns + x]).isEqualTo(sample(frame, left + x, top + y, component));
            }
        }
    }

    /** One level of 5/3 by its formulas (F.4.8.1): columns, then rows, and of each the numbers at even places. */
    @Test
    void givesItHalfAsLarge() throws Exception {
        TestFrame frame = TestFrame.grey(COLUMNS, ROWS, 16, 12, true);
        int[][] columns = new int[COLUMNS][ROWS];
        for (int x = 0; x < COLUMNS; x++) {
            for (int y = 0; y < ROWS; y++) {
                columns[x][y] = sample(frame, x, y, 0);
            }
        }
        int width = (COLUMNS + 1) / 2;
        int height = (ROWS + 1) / 2;
        Jpeg2000Image.Plane half = image(frame).decode(1, 0, 0, COLUMNS, ROWS).get(0);
        assertThat(half.columns()).isEqualTo(width);
        assertThat(half.rows()).isEqualTo(height);
        for (int y = 0; y < height; y++) {
            int[] row = new int[COLUMNS];
            for (int x = 0; x < COLUMNS; x++) {
                row[x] = low(columns[x], y);
            }
            for (int x = 0; x < width; x++) {
                int expected = Math.max(-2048, Math.min(2047, low(row, x)));
                assertThat(half.samples()[y * width + x]).as("(%d, %d)", x, y).isEqualTo(expected);
            }
        }
    }

    private static int low(int[] signal, int index) {
        int before = high(signal, 2 * index - 1);
        int behind = high(signal, 2 * index + 1);
        return signal[2 * index] + Math.floorDiv(before + behind + 2, 4);
    }

    private static int high(int[] signal, int at) {
        int place = mirrored(at, signal.length);
        int sum = signal[mirrored(place - 1, signal.length)] + signal[mirrored(place + 1, signal.length)];
        return signal[place] - Math.floorDiv(sum, 2);
    }

    private static int mirrored(int at, int length) {
        int place = Math.abs(at);
        return place < length ? place : 2 * (length - 1) - place;
    }

    @Test
    void givesAPartOfASmallerOne() throws Exception {
        Jpeg2000Image image = image(TestFrame.grey(COLUMNS, ROWS, 16, 12, true));
        Jpeg2000Image.Plane whole = image.decode(2, 0, 0, COLUMNS, ROWS).get(0);
        Jpeg2000Image.Plane part = image.decode(2, 80, 40, 120, 60).get(0);
        assertThat(part.columns()).isEqualTo(30);
        assertThat(part.rows()).isEqualTo(15);
        for (int y = 0; y < part.rows(); y++) {
            for (int x = 0; x < part.columns(); x++) {
                assertThat(part.samples()[y * 30 + x]).isEqualTo(whole.samples()[(y + 10) * whole.columns() + x + 20]);
            }
        }
    }

    @Test
    void refusesWhatIsNotThere() throws Exception {
        Jpeg2000Image image = image(TestFrame.grey(20, 10, 8, 8, false));
        assertThatThrownBy(() -> image.decode(9, 0, 0, 20, 10))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("halved 9 times");
        assertThatThrownBy(() -> image.decode(0, 15, 0, 6, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Jpeg2000Image.of(new byte[10])).isInstanceOf(DicomException.class);
    }
}
