package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** POC (A.6.6): RSpoc, CSpoc, LYEpoc, REpoc, CEpoc, Ppoc. */
class ProgressionVolumeTest {

    @Test
    void oneAfterTheOther() throws DicomException {
        assertThat(ProgressionVolume.read(HandMade.parameters("00 01 0002 03 04 02  05 00 FFFF 21 00 04"), 3))
                .containsExactly(
                        new ProgressionVolume(0, 3, 1, 4, 2, Progression.RESOLUTION_POSITION_COMPONENT_LAYER),
                        new ProgressionVolume(
                                5, 33, 0, Integer.MAX_VALUE, 65_535, Progression.COMPONENT_POSITION_RESOLUTION_LAYER));
    }

    @Test
    void ofMoreThan256ComponentsTheyAreNumberedInTwoBytes() throws DicomException {
        assertThat(ProgressionVolume.read(HandMade.parameters("00 0100 0001 01 0101 00"), 257))
                .containsExactly(
                        new ProgressionVolume(0, 1, 256, 257, 1, Progression.LAYER_RESOLUTION_COMPONENT_POSITION));
        assertThat(ProgressionVolume.read(HandMade.parameters("00 FE 0001 01 FF 01"), 256))
                .containsExactly(
                        new ProgressionVolume(0, 1, 254, 255, 1, Progression.RESOLUTION_LAYER_COMPONENT_POSITION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 01 0002 03 04", "00 01 0002 03 04 05", "00 01 0002 03 04 02 00"})
    void whatCannotBeFails(String hex) {
        assertThatThrownBy(() -> ProgressionVolume.read(HandMade.parameters(hex), 3))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
    }
}
