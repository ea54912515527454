package org.dicomcaravan.codec.jpegsyntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerReaderTest {

    private static final String DUE = "its end";

    @Test
    void segmentsAndScans() throws DicomException {
        MarkerReader reader = reader("FFD8 FFDD 0004 0102 FFDA 0003 07 11FF00FFD122 FFFFD9");
        assertThat(reader.next()).isEqualTo(Markers.DRI);
        Segment restarts = reader.segment(Markers.DRI);
        assertThat(restarts.restartInterval()).isEqualTo(0x0102);
        assertThat(reader.next()).isEqualTo(Markers.SOS);
        assertThat(reader.segment(Markers.SOS).at(0)).isEqualTo(7);
        reader.skipScan();
        assertThat(reader.next()).isEqualTo(Markers.EOI);
        assertThat(reader.at()).isEqualTo(22);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FFD8 0A0B00 FFC3", "FFD8 FFFFFF FFC3", "FFD8 FF01 FFD7 FF00 FFC3", "FFD8 01FF 00FF C3"})
    void whatIsNoSegmentIsSkipped(String codestream) throws DicomException {
        assertThat(reader(codestream).next()).isEqualTo(Markers.SOF3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FFD8", "FFD8 FF", "FFD8 000000", "FFD8 FFFF", "FFD8 FF00"})
    void withoutAnotherMarkerItIsCutOff(String codestream) throws DicomException {
        MarkerReader reader = reader(codestream);
        assertThatThrownBy(reader::next).hasMessageContaining("the JPEG codestream ends before its end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FFD8 FFC4", "FFD8 FFC4 00", "FFD8 FFC4 0001", "FFD8 FFC4 0004 00"})
    void segmentsThatAreCutOff(String codestream) throws DicomException {
        MarkerReader reader = reader(codestream);
        reader.next();
        assertThatThrownBy(() -> reader.segment(Markers.DHT)).hasMessageContaining("ends before its end");
    }

    @Test
    void codestreamsStartOnce() throws DicomException {
        assertThatThrownBy(() -> reader("FFD9")).hasMessageContaining("does not start with SOI");
        assertThatThrownBy(() -> reader("FF")).hasMessageContaining("does not start with SOI");
        MarkerReader twice = reader("FFD8 00 FFD8");
        assertThatThrownBy(twice::next)
                .hasMessageContaining("a second JPEG codestream starts inside the first, at byte 3");
    }

    private static MarkerReader reader(String codestream) throws DicomException {
        return new MarkerReader(HexFormat.of().parseHex(codestream.replace(" ", "")), DUE);
    }
}
