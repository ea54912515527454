package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** QCD (A.6.4) and the steps of subbands (E.1.1). */
class QuantizationTest {

    private static Quantization read(String hex) throws DicomException {
        return Quantization.read(HandMade.parameters(hex));
    }

    /** J.10.1: 2 guard bits, exponents 8, 9, 9, 10. */
    @Test
    void reversible() throws DicomException {
        Quantization quantization = read("40 40 48 48 50");
        assertThat(quantization.guardBits()).isEqualTo(2);
        assertThat(quantization.exponent(0, 0)).isEqualTo(8);
        assertThat(quantization.exponent(1, 1)).isEqualTo(9);
        assertThat(quantization.exponent(1, 2)).isEqualTo(9);
        assertThat(quantization.exponent(1, 3)).isEqualTo(10);
        fails(() -> quantization.exponent(2, 1), "4 subbands");
    }

    @Test
    void eachSubbandWithItsOwnStep() throws DicomException {
        Quantization quantization = read("E2 7FFF 0001 8000 A7F0 0800 1001 1802");
        assertThat(quantization.guardBits()).isEqualTo(7);
        int[][] expected = {{15, 2047}, {0, 1}, {16, 0}, {20, 2032}, {1, 0}, {2, 1}, {3, 2}};
        for (int i = 0; i < expected.length; i++) {
            int resolution = (i + 2) / 3;
            int band = i == 0 ? 0 : 1 + (i - 1) % 3;
            assertThat(quantization.exponent(resolution, band)).as("%d", i).isEqualTo(expected[i][0]);
            assertThat(quantization.mantissa(resolution, band)).as("%d", i).isEqualTo(expected[i][1]);
        }
        fails(() -> quantization.mantissa(3, 1), "7 subbands");
    }

    /** Equation E-5: the exponent of a subband n_b levels down is that of LL, less N_L, plus n_b. */
    @Test
    void allDerivedFromTheFirst() throws DicomException {
        Quantization quantization = read("41 7ABC"); // exponent 15, mantissa 0x2BC
        int levels = 5;
        for (int resolution = 0; resolution <= levels; resolution++) {
            int decomposition = resolution == 0 ? levels : levels - resolution + 1;
            for (int band : resolution == 0 ? new int[] {0} : new int[] {1, 2, 3}) {
                assertThat(quantization.exponent(resolution, band)).isEqualTo(15 - levels + decomposition);
                assertThat(quantization.mantissa(resolution, band)).isEqualTo(0x2BC);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"43 40, style 3", "5F 4000, style 31", "40, 0 subbands", "42 40, 0 subbands", "'', too short"})
    void whatCannotBeFails(String hex, String message) {
        fails(() -> read(hex).guardBits(), message);
    }

    /** 32 levels have 97 subbands. */
    @Test
    void moreSubbandsThanThereAreLevelsFor() throws DicomException {
        assertThat(read("40" + "40".repeat(97)).exponent(32, 3)).isEqualTo(8);
        fails(() -> read("40" + "40".repeat(98)).guardBits(), "98 subbands");
    }

    /**
     * Planes of a subband are G + epsilon - 1 (Equation E-2), and its step is 2^(R_b - epsilon) (1 + mu / 2^11) (E-3),
     * where R_b is the sample's bits and the gain of Table E.1. The step of {@link Band} is without that gain, as
     * {@link InverseDwt97} expects it.
     */
    @Test
    void planesAndStepsOfSubbands() throws DicomException {
        Parameters parameters =
                new Parameters(HandMade.imageSize(new Rectangle(0, 0, 9, 9), new Rectangle(0, 0, 9, 9), "0B0101"));
        parameters.read(Markers.COD, HandMade.parameters("00 00 0001 00 01 04 04 00 00"));
        parameters.read(Markers.QCD, HandMade.parameters("62 6400 5C00 5000 4801"));
        TileComponent component = TileComponent.of(0, new Rectangle(0, 0, 9, 9), parameters);
        ImageSize.Component samples = parameters.size().components().get(0);
        Band ll = component.bands(0, samples).get(0);
        Band hl = component.bands(1, samples).get(0);
        Band hh = component.bands(1, samples).get(2);
        assertThat(ll.planes()).isEqualTo(3 + 12 - 1);
        assertThat(ll.step()).isEqualTo(1.5f); // 2^(12 - 12) (1 + 1024 / 2048)
        assertThat(hl.planes()).isEqualTo(3 + 11 - 1);
        assertThat(2 * hl.step()).isEqualTo(6f); // 2^(12 + 1 - 11) (1 + 1024 / 2048)
        assertThat(hh.planes()).isEqualTo(3 + 9 - 1);
        assertThat(4 * hh.step()).isEqualTo((float) (32 * (1 + 1 / 2048.0))); // 2^(12 + 2 - 9)
    }

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
