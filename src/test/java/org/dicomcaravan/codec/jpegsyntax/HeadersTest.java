package org.dicomcaravan.codec.jpegsyntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;

/** Headers of frames and scans, and Adobe's segment, as they are read and written. */
class HeadersTest {

    private static final String FRAME = "FFC1 0011 0C 0102 0304 03 012100 021101 031101";
    private static final String SCAN = "FFDA 000C 03 0100 0211 0311 003F00";
    private static final FrameHeader HEADER = new FrameHeader(
            FrameHeader.EXTENDED,
            12,
            0x0102,
            0x0304,
            List.of(new Component(1, 2, 1, 0), new Component(2, 1, 1, 1), new Component(3, 1, 1, 1)));
    private static final ScanHeader SCAN_HEADER = new ScanHeader(
            List.of(new ScanHeader.Part(0, 0, 0), new ScanHeader.Part(1, 1, 1), new ScanHeader.Part(2, 1, 1)),
            0,
            63,
            0,
            0);

    @Test
    void frames() throws DicomException {
        assertThat(FrameHeader.read(segment(FRAME))).isEqualTo(HEADER);
        HeaderWriter out = new HeaderWriter();
        out.frame(HEADER);
        assertThat(out.bytes()).isEqualTo(hex("FFD8" + FRAME));
        assertThat(HEADER.width(HEADER.layout().get(0))).isEqualTo(0x304);
        assertThat(HEADER.width(HEADER.layout().get(1))).isEqualTo(0x182);
        assertThat(HEADER.height(HEADER.layout().get(1))).isEqualTo(0x102);
        assertThat(HEADER.subsampled()).isTrue();
        assertThat(HEADER.withRows(7).rows()).isEqualTo(7);
    }

    @Test
    void scans() throws DicomException {
        assertThat(ScanHeader.read(segment(SCAN), HEADER)).isEqualTo(SCAN_HEADER);
        HeaderWriter out = new HeaderWriter();
        out.scan(SCAN_HEADER, HEADER);
        assertThat(out.bytes()).isEqualTo(hex("FFD8" + SCAN));
        ScanHeader refining = ScanHeader.read(segment("FFDA 0008 01 0301 010521"), HEADER);
        assertThat(refining).isEqualTo(new ScanHeader(List.of(new ScanHeader.Part(2, 0, 1)), 1, 5, 2, 1));
    }

    @Test
    void headersThatContradictThemselves() {
        assertThatThrownBy(() -> FrameHeader.read(segment("FFC1 000B 08 0001 0001 02 011100")))
                .hasMessageContaining("9 bytes has 2 components");
        assertThatThrownBy(() -> ScanHeader.read(segment("FFDA 0008 02 0100 003F00"), HEADER))
                .hasMessageContaining("6 bytes has 2 components");
        assertThatThrownBy(() -> ScanHeader.read(segment("FFDA 0008 01 0900 003F00"), HEADER))
                .hasMessageContaining("component 9, which the frame does not have");
        assertThatThrownBy(() -> ScanHeader.read(segment("FFDA 000A 02 0100 0100 003F00"), HEADER))
                .hasMessageContaining("component 1 twice");
    }

    @Test
    void adobe() {
        Segment rgb = new Segment(AdobeRgb.segment(), Markers.APP14, 4, AdobeRgb.segment().length);
        assertThat(rgb.adobeTransform()).isEqualTo(OptionalInt.of(0));
        assertThat(segment("FFEE 000E 41646F6265 0064 0000 0000 02").adobeTransform())
                .isEqualTo(OptionalInt.of(2));
        assertThat(segment("FFEE 000D 41646F6265 0064 0000 0000").adobeTransform())
                .isEmpty();
        assertThat(segment("FFEE 000E 41646F6266 0064 0000 0000 02").adobeTransform())
                .isEmpty();
        assertThat(segment("FFED 000E 41646F6265 0064 0000 0000 02").adobeTransform())
                .isEmpty();
    }

    private static Segment segment(String hex) {
        byte[] bytes = hex(hex);
        return new Segment(bytes, bytes[1] & 0xFF, 4, bytes.length);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
