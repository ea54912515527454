package org.dicomcaravan.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;

class DecodedFrameTest {

    private static FrameShape shape(int samples, boolean planar, String photometric) {
        return new FrameShape(1, 2, samples, 8, 8, 7, false, planar, photometric, false);
    }

    /** PS3.3 C.7.6.3.1.3: R R G G B B, and R G B R G B. */
    @Test
    void planesComeSideBySide() throws IOException, DicomException {
        byte[] planes = {1, 2, 11, 12, 21, 22};
        assertThat(DecodedFrame.ofNative(planes, shape(3, true, "RGB")).samples())
                .containsExactly(1, 11, 21, 2, 12, 22);
        assertThat(DecodedFrame.ofNative(planes, shape(3, false, "RGB")).samples())
                .isSameAs(planes);
    }

    @Test
    void planarConfigurationCountsOnlyWhereThereArePlanes() throws IOException, DicomException {
        byte[] two = {1, 2};
        byte[] four = {1, 2, 3, 4};
        assertThat(DecodedFrame.ofNative(two, shape(1, true, "MONOCHROME2")).samples())
                .isSameAs(two);
        DecodedFrame halved = DecodedFrame.ofNative(four, shape(3, true, "YBR_FULL_422"));
        assertThat(halved.samples()).isSameAs(four);
        assertThat(halved.isSubsampled()).isTrue();
        assertThat(halved.with("YBR_FULL", new byte[6]).isSubsampled()).isFalse();
    }

    @Test
    void asManyBytesAsPixelsNeed() {
        assertThatThrownBy(() -> DecodedFrame.of(new byte[5], shape(3, false, "RGB")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6 needed");
    }
}
