package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Codestreams of OpenJPEG, one component each, put together as components of one: each has its own coding style (COC),
 * quantization (QCC), region of interest (RGN), precision and number of samples, and what it was alone.
 */
class MixedComponentsTest {

    private static final int WIDTH = 21;
    private static final int HEIGHT = 17;

    /** One component after the other, of one packet a resolution: the packets are those of each, one behind the other. */
    private static byte[] mixed(boolean inTile, List<KeptStreams.Kept> pieces) {
        StringBuilder components = new StringBuilder();
        StringBuilder styles = new StringBuilder();
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        for (int i = 0; i < pieces.size(); i++) {
            KeptStreams.Kept piece = pieces.get(i);
            SplitStream split = SplitStream.of(piece.bytes());
            int separation = piece.expected().width() == WIDTH ? 1 : 2;
            components.append("%02x%02x%02x".formatted(piece.expected().precision() - 1, separation, separation));
            String coding = split.parameters(Markers.COD);
            styles.append(segment(Markers.COC, "%02x00".formatted(i) + coding.substring(10)));
            styles.append(segment(Markers.QCC, "%02x".formatted(i) + split.parameters(Markers.QCD)));
            if (piece.options().contains("ROI")) {
                styles.append(segment(Markers.RGN, "%02x00%02x".formatted(i, 12)));
            }
            assertThat(split.tileParts()).hasSize(1);
            packets.writeBytes(split.tileParts().get(0).packets());
        }
        HandMade made = new HandMade()
                .size(WIDTH, HEIGHT, components.toString())
                .segment(Markers.COD, "00 04 0001 00 20 04 04 00 00") // CPRL, and else what fits none
                .segment(Markers.QCD, "22 0000");
        if (inTile) {
            made.tilePart(0, 0, 1, styles.toString(), packets.toByteArray());
        } else {
            made.hex(styles.toString()).tile(0, packets.toByteArray());
        }
        return made.end();
    }

    private static String segment(int marker, String parameters) {
        return "%04x%04x".formatted(marker, parameters.length() / 2 + 2) + parameters;
    }

    private static KeptStreams.Kept piece(String name) throws IOException {
        return KeptStreams.of("pieces", name);
    }

    /** The samples of a component, as numbers. */
    private static int[] component(DecodedFrame frame, int number) {
        int bytes = frame.bitsAllocated() / 8;
        int[] samples = new int[frame.rows() * frame.columns()];
        for (int i = 0; i < samples.length; i++) {
            for (int b = 0; b < bytes; b++) {
                int at = (i * frame.samplesPerPixel() + number) * bytes + b;
                samples[i] |= (frame.samples()[at] & 0xFF) << (8 * b);
            }
        }
        return samples;
    }

    /** Each sample of half as many columns and rows where it and those right of and below it are. */
    private static int[] replicated(Picture half) {
        int[] samples = new int[WIDTH * HEIGHT];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = half.samples()[0][i / WIDTH / 2 * half.width() + i % WIDTH / 2];
        }
        return samples;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachIsWhatItWasAlone(boolean inTile) throws IOException, DicomException {
        List<KeptStreams.Kept> pieces = new ArrayList<>();
        for (String name : List.of("grey8", "grey12", "half", "region", "deep", "symbols")) {
            pieces.add(piece(name));
        }
        DecodedFrame frame = Decoding.decode(mixed(inTile, pieces), Decoding.shape(HEIGHT, WIDTH, pieces.size(), 8));
        assertThat(frame.precision()).isEqualTo(16);
        assertThat(frame.bitsAllocated()).isEqualTo(16);
        for (int i = 0; i < pieces.size(); i++) {
            Picture expected = pieces.get(i).expected();
            assertThat(component(frame, i))
                    .as(pieces.get(i).name())
                    .isEqualTo(expected.width() == WIDTH ? expected.samples()[0] : replicated(expected));
        }
    }

    /** What a tile says of all components goes before what the main header says of one (A.6.1, A.6.2). */
    @Test
    void theTileGoesBeforeTheMainHeader() throws IOException, DicomException {
        KeptStreams.Kept grey = piece("grey8");
        SplitStream split = SplitStream.of(grey.bytes());
        String header = segment(Markers.COD, split.parameters(Markers.COD))
                + segment(Markers.QCD, split.parameters(Markers.QCD));
        byte[] codestream = new HandMade()
                .size(WIDTH, HEIGHT, "070101")
                .segment(Markers.COD, "00 04 0001 00 20 04 04 00 00")
                .segment(Markers.COC, "00 00 20 04 04 00 00")
                .segment(Markers.QCD, "22 0000")
                .segment(Markers.QCC, "00 22 0000")
                .tilePart(0, 0, 1, header, split.tileParts().get(0).packets())
                .end();
        Decoding.equal(codestream, grey.expected());
    }

    /** Where SIZ says that samples have more bits than they were made of, they lie around the middle of those. */
    @ParameterizedTest
    @ValueSource(ints = {17, 20, 24})
    void moreThanSixteenBits(int precision) throws IOException, DicomException {
        KeptStreams.Kept deep = piece("deep");
        byte[] codestream = deep.bytes().clone();
        codestream[42] = (byte) (precision - 1);
        DecodedFrame frame = Decoding.decode(codestream, Decoding.shape(HEIGHT, WIDTH, 1, 16));
        assertThat(frame.bitsAllocated()).isEqualTo(32);
        assertThat(frame.precision()).isEqualTo(precision);
        int more = (1 << (precision - 1)) - (1 << 15);
        assertThat(component(frame, 0))
                .isEqualTo(Arrays.stream(deep.expected().samples()[0])
                        .map(sample -> sample + more)
                        .toArray());
        codestream[42] = (byte) 0x80 | 19;
        int[] signed = component(Decoding.decode(codestream, Decoding.shape(HEIGHT, WIDTH, 1, 16)), 0);
        assertThat(signed)
                .isEqualTo(Arrays.stream(deep.expected().samples()[0])
                        .map(sample -> sample - (1 << 15))
                        .toArray());
    }

    /** One bit of the eight that the samples were made of: they are 1 from the middle on. Eight to a byte (PS3.5 8.1.1). */
    @Test
    void oneBit() throws IOException, DicomException {
        KeptStreams.Kept flat = piece("flat");
        byte[] codestream = flat.bytes().clone();
        codestream[42] = 0;
        int[] expected = Arrays.stream(flat.expected().samples()[0])
                .map(sample -> sample < 128 ? 0 : 1)
                .toArray();
        DecodedFrame bytes = Decoding.decode(codestream, Decoding.shape(4, 5, 1, 8));
        assertThat(component(bytes, 0)).isEqualTo(expected).contains(0, 1);
        DecodedFrame bits = Decoding.decode(codestream, Decoding.shape(4, 5, 1, 1));
        assertThat(bits.bitsAllocated()).isEqualTo(1);
        assertThat(bits.samples()).hasSize(3);
        for (int i = 0; i < expected.length; i++) {
            assertThat(bits.samples()[i / 8] >> (i % 8) & 1).isEqualTo(expected[i]);
        }
        assertThat(bits.samples()[2] >> 4).isZero();
    }

    /** A bit that is wrong is seen at the end of one of the passes that follow, except in a block's last one. */
    @Test
    void damagedSegmentationSymbolsFail() throws IOException {
        KeptStreams.Kept symbols = piece("symbols");
        int packets = SplitStream.of(symbols.bytes()).tileParts().get(0).packets().length;
        int seen = 0;
        for (int i = 2; i <= packets; i++) {
            byte[] codestream = symbols.bytes().clone();
            codestream[codestream.length - 1 - i] ^= 0x10;
            try {
                Decoding.decode(codestream, symbols.expected());
            } catch (DicomException e) {
                assertThat(e.reason()).isEqualTo(Reason.INVALID);
                seen += e.getMessage().contains("segmentation symbol") ? 1 : 0;
            }
        }
        assertThat(seen).isGreaterThan(packets / 2);
    }

    /** Columns and rows of the image on the grid; a component has the samples at even ones. */
    @ParameterizedTest
    @CsvSource({"0, 0, 10, 8", "1, 1, 12, 10", "1, 0, 12, 8", "9, 7, 19, 15", "9, 7, 20, 16"})
    void samplesBesideTheGridPointsThatTheyAreOf(int x0, int y0, int x1, int y1) throws IOException, DicomException {
        KeptStreams.Kept flat = piece("flat");
        SplitStream split = SplitStream.of(flat.bytes());
        byte[] codestream = new HandMade()
                .size(new Rectangle(x0, y0, x1, y1), new Rectangle(0, 0, x1, y1), "070202")
                .segment(Markers.COD, split.parameters(Markers.COD))
                .segment(Markers.QCD, split.parameters(Markers.QCD))
                .tile(0, split.tileParts().get(0).packets())
                .end();
        FrameShape shape = Decoding.shape(y1 - y0, x1 - x0, 1, 8);
        int[] samples = component(Decoding.decode(codestream, shape), 0);
        for (int y = y0; y < y1; y++) {
            for (int x = x0; x < x1; x++) {
                int column = Math.max(x / 2, (x0 + 1) / 2) - (x0 + 1) / 2;
                int row = Math.max(y / 2, (y0 + 1) / 2) - (y0 + 1) / 2;
                assertThat(samples[(y - y0) * (x1 - x0) + x - x0])
                        .as("%d, %d", x, y)
                        .isEqualTo(flat.expected()
                                .samples()[0][row * flat.expected().width() + column]);
            }
        }
    }

    /** Tiles that begin between two samples of a component. */
    @ParameterizedTest
    @CsvSource({"1, 3, 2", "1, 2, 2", "2, 5, 3", "3, 3, 2"})
    void tilesThatBeginBetweenSamples(int origin, int side, int separation) throws IOException, DicomException {
        byte[] codestream = tiles(origin, side, separation);
        assertThat(Decoding.decode(codestream, Decoding.shape(4, 4, 2, 8)).samples())
                .containsOnly(0x80);
    }

    /** Where a whole tile or the whole image has no sample of a component, there is none to be shown, or it is refused. */
    @ParameterizedTest
    @CsvSource({"0, 3, 2", "0, 1, 2", "1, 1, 2", "1, 2, 3", "1, 4, 255", "1, 1, 255"})
    void tilesWithoutSamples(int origin, int side, int separation) throws IOException {
        try {
            byte[] samples = Decoding.decode(tiles(origin, side, separation), Decoding.shape(4, 4, 2, 8))
                    .samples();
            for (int i = 0; i < samples.length; i += 2) {
                assertThat(samples[i]).isEqualTo((byte) 0x80);
            }
        } catch (DicomException e) {
            assertThat(e).hasMessageContaining("component");
        }
    }

    /** 4 x 4 in square tiles; the first component has each sample, the second one only some. All packets are empty. */
    private static byte[] tiles(int origin, int side, int separation) throws DicomException {
        Rectangle image = new Rectangle(origin, origin, origin + 4, origin + 4);
        Rectangle tile = new Rectangle(origin, origin, origin + side, origin + side);
        HandMade made = new HandMade()
                .size(image, tile, "070101 07%02x%02x".formatted(separation, separation))
                .segment(Markers.COD, HandMade.COD)
                .segment(Markers.QCD, HandMade.QCD);
        for (int i = 0; i < HandMade.imageSize(image, tile, "070101").tiles(); i++) {
            made.tile(i, new byte[2]);
        }
        return made.end();
    }
}
