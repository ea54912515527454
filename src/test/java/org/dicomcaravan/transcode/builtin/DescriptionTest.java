package org.dicomcaravan.transcode.builtin;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;

class DescriptionTest {

    private static DecodedFrame frame(int bits, String photometric) {
        return new DecodedFrame(1, 1, 3, bits, bits, false, photometric, new byte[3 * bits / 8]);
    }

    @Test
    void framesThatDifferHaveNoDescriptionInCommon() {
        Description first = Description.of(frame(8, "RGB"));
        assertThatCode(() -> first.check(Description.of(frame(8, "YBR_FULL"), "RGB"), 1))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> first.check(Description.of(frame(8, "YBR_FULL")), 1))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("frame 2 is YBR_FULL of 8 bits, the first one RGB of 8");
        assertThatThrownBy(() -> first.check(Description.of(frame(16, "RGB")), 4))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("frame 5 is RGB of 16 bits, the first one RGB of 8");
    }
}
