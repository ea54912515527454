package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that break the standard, or want more of it than there is here; and those that look so and don't. */
class RefusedHeadersTest {

    private static final FrameShape ONE = Decoding.shape(1, 1, 1, 8);

    private static final byte[] EMPTY_PACKET = {0};

    /** COD, QCD, further segments of the main header with their markers, and why they are refused. */
    @ParameterizedTest
    @CsvSource({
        "00 05 0001 00 00 04 04 00 01, 40 40, '', INVALID, progression order 5",
        "00 00 0000 00 00 04 04 00 01, 40 40, '', INVALID, without layers",
        "00 00 0001 02 00 04 04 00 01, 40 40, '', UNSUPPORTED, multiple component transform 2",
        "00 00 0001 04 00 04 04 00 01, 40 40, '', UNSUPPORTED, multiple component transform 4",
        "00 00 0001 00 00 04 04 00 02, 40 40, '', UNSUPPORTED, wavelet 2",
        "00 00 0001 00 00 04 04 C0 01, 40 40, '', UNSUPPORTED, mixes high-throughput",
        "00 00 0001 00 00 09 00 00 01, 40 40, '', INVALID, 2^11 x 2^2",
        "00 00 0001 00 00 00 09 00 01, 40 40, '', INVALID, 2^2 x 2^11",
        "00 00 0001 00 00 04 05 00 01, 40 40, '', INVALID, 2^6 x 2^7",
        "00 00 0001 00 21 04 04 00 01, 40 40, '', INVALID, 33 levels",
        "01 00 0001 00 01 04 04 00 01 FF 0F, 40 40404040, '', INVALID, precincts of one column or row",
        "01 00 0001 00 01 04 04 00 01 FF F0, 40 40404040, '', INVALID, precincts of one column or row",
        "01 00 0001 00 01 04 04 00 01 FF, 40 40404040, '', INVALID, too short",
        "00 00 0001 00 00 04 04 00, 40 40, '', INVALID, too short",
        "00 00 0001 00 01 04 04 00 01, 40 404040, '', INVALID, quantizes 3 subbands",
        "00 00 0001 00 00 04 04 00 01, 43 40, '', INVALID, style 3",
        "00 00 0001 00 00 04 04 00 01, 40, '', INVALID, 0 subbands",
        "00 00 0001 00 00 04 04 00 01, 40 40, FF5E0005 01 00 07, INVALID, speaks of number 1",
        "00 00 0001 00 00 04 04 00 01, 40 40, FF5E0005 00 01 07, UNSUPPORTED, style 1",
        "00 00 0001 00 00 04 04 00 01, 40 40, FF5E0005 00 00 26, UNSUPPORTED, shifted by 38",
        "00 00 0001 00 00 04 04 00 01, 40 40, FF5E0004 00 00, INVALID, too short",
        "00 00 0001 00 00 04 04 00 01, 40 40, FF530009 01 00 00 04 04 00 01, INVALID, speaks of number 1",
        "00 00 0001 00 00 04 04 00 01, 40 40, FF5D0005 01 40 40, INVALID, speaks of number 1",
        "00 00 0001 00 00 04 04 00 01, 40 40, FF5F0009 00 00 0001 01 01 05, INVALID, progression order 5",
        "00 00 0001 00 00 04 04 00 01, 40 40, FF5F0009 01 00 0001 02 01 00, INVALID, leaves out packets",
        "00 00 0002 00 00 04 04 00 01, 40 40, FF5F0009 00 00 0001 01 01 00, INVALID, cut off",
        "00 00 0001 00 00 04 04 00 01, 40 40, FF640001, INVALID, marker segment of 1 bytes",
        "00 00 0001 00 00 04 04 00 01, 40 40, FF4F, INVALID, no JPEG 2000 marker",
        "00 00 0001 00 00 04 04 00 01, 40 40, 0064 0002, INVALID, no JPEG 2000 marker",
        "00 00 0001 00 00 04 04 00 01, 40 40, FFD9, INVALID, no JPEG 2000 marker",
    })
    void ofTheCodestream(String cod, String qcd, String further, Reason reason, String message) {
        byte[] codestream = new HandMade()
                .size(1, 1, "070101")
                .segment(Markers.COD, cod)
                .segment(Markers.QCD, qcd)
                .hex(further)
                .tile(0, EMPTY_PACKET)
                .end();
        Decoding.fails(codestream, ONE, reason, message);
    }

    /** Marker segments that say nothing about samples, and others that may be there. */
    @ParameterizedTest
    @CsvSource({
        "FF640008 0001 41424344", // COM
        "FF640002",
        "FF550006 00 40 0000", // TLM
        "FF570003 00", // PLM
        "FF630003 00", // CRG
        "FF500008 00020000 0000", // CAP
        "FF590002", // CPF
        "FF6F0003 FF", // none that there is
        "FF5E0005 00 00 00", // RGN that shifts by nothing
        "FF530009 00 00 00 04 04 00 01", // COC
        "FF5D0005 00 40 40", // QCC
        "FF5F0009 00 00 0001 01 01 02", // POC
    })
    void segmentsThatDoNoHarm(String segment) throws IOException, DicomException {
        byte[] inMain = HandMade.grey(1, 1).hex(segment).tile(0, EMPTY_PACKET).end();
        assertThat(Decoding.decode(inMain, ONE).samples()).containsExactly(0x80);
        byte[] inTile =
                HandMade.grey(1, 1).tilePart(0, 0, 1, segment, EMPTY_PACKET).end();
        assertThat(Decoding.decode(inTile, ONE).samples()).containsExactly(0x80);
    }

    @ParameterizedTest
    @CsvSource({
        "'', INVALID, does not start with SOC",
        "FF, INVALID, does not start with SOC",
        "FF4F, INVALID, does not begin with its size",
        "FF4F FF640002, INVALID, does not begin with its size",
        "FF4F FF51, INVALID, marker segment of 0 bytes",
        "FF4F FF510004 0000, INVALID, too short",
        "FFD8 FFE00010 4A464946, INVALID, does not start with SOC",
        "4F FF 51, INVALID, does not start with SOC",
    })
    void whatBeginsInAnotherWay(String bytes, Reason reason, String message) {
        Decoding.fails(HexFormat.of().parseHex(bytes.replace(" ", "")), ONE, reason, message);
    }

    @Test
    void withoutWordsOnItsCodingItFails() {
        HandMade withoutStyle = new HandMade().size(1, 1, "070101").segment(Markers.QCD, HandMade.QCD);
        Decoding.fails(withoutStyle.tile(0, EMPTY_PACKET).end(), ONE, Reason.INVALID, "how it is coded");
        HandMade withoutSteps = new HandMade().size(1, 1, "070101").segment(Markers.COD, HandMade.COD);
        Decoding.fails(withoutSteps.tile(0, EMPTY_PACKET).end(), ONE, Reason.INVALID, "how it is quantized");
    }

    @Test
    void withoutATileItFails() {
        Decoding.fails(HandMade.grey(1, 1).toBytes(), ONE, Reason.INVALID, "ends inside a header");
        byte[] another = HandMade.grey(1, 1).tile(1, EMPTY_PACKET).end();
        Decoding.fails(another, ONE, Reason.INVALID, "tile 2 in a JPEG 2000 codestream of 1 tiles");
    }

    /** Components, and why they can't be. Each has an empty packet. */
    @ParameterizedTest
    @CsvSource({
        "180101, 0, UNSUPPORTED, 25 bits",
        "070101 870101, 0, UNSUPPORTED, signed true beside signed false",
        "070101 070101, 1, INVALID, not three alike",
        "070101 070101 070201, 1, INVALID, not three alike",
        "070101 070102 070101, 1, INVALID, not three alike",
    })
    void componentsThatAreRefused(String components, int transform, Reason reason, String message) {
        int count = (components.length() + 1) / 7;
        byte[] codestream = new HandMade()
                .size(2, 2, components)
                .segment(Markers.COD, "00 00 0001 0%d 00 04 04 00 01".formatted(transform))
                .segment(Markers.QCD, HandMade.QCD)
                .tile(0, new byte[count])
                .end();
        Decoding.fails(codestream, Decoding.shape(2, 2, count, 8), reason, message);
    }

    /** The first three with one wavelet, or each with its own and none of them transformed. */
    @Test
    void transformedComponentsOfTwoWaveletsFail() throws IOException, DicomException {
        for (int transform = 0; transform < 2; transform++) {
            byte[] codestream = new HandMade()
                    .size(2, 2, "070101 070101 070101")
                    .segment(Markers.COD, "00 00 0001 0%d 00 04 04 00 01".formatted(transform))
                    .segment(Markers.COC, "02 00 00 04 04 00 00")
                    .segment(Markers.QCD, HandMade.QCD)
                    .segment(Markers.QCC, "02 42 4000")
                    .tile(0, new byte[3])
                    .end();
            FrameShape shape = Decoding.shape(2, 2, 3, 8);
            if (transform == 1) {
                Decoding.fails(codestream, shape, Reason.INVALID, "not three alike");
            } else {
                assertThat(Decoding.decode(codestream, shape).samples()).containsOnly(0x80);
            }
        }
    }
}
