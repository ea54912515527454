package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A codestream of OpenJPEG, of three layers, resolutions and components each, whose packets are put into another order
 * that POC tells (A.6.6, B.12.2).
 */
class ProgressionChangesTest {

    private static final int EACH = 3;

    /** The first layer resolution by resolution; then the others component by component. */
    private static final String LAYER_BY_LAYER = "00 00 0001 03 03 01  00 00 0003 03 03 04";

    @TempDir
    private Path folder;

    private KeptStreams.Kept layers;
    private SplitStream split;
    private List<SplitStream.Packet> packets;

    static Stream<ForeignTool> forms() {
        return ForeignTool.forms("opj_decompress");
    }

    @BeforeEach
    void read() throws Exception {
        layers = KeptStreams.of("pieces", "layers");
        split = SplitStream.of(layers.bytes());
        packets = SplitStream.packets(split.tileParts().get(0).packets());
        assertThat(packets).hasSize(EACH * EACH * EACH);
    }

    private SplitStream.Packet packet(int layer, int resolution, int component) {
        return packets.get((layer * EACH + resolution) * EACH + component); // LRCP, one precinct each
    }

    /** All packets of the first layer. */
    private byte[] first() {
        List<SplitStream.Packet> some = new ArrayList<>();
        for (int r = 0; r < EACH; r++) {
            for (int c = 0; c < EACH; c++) {
                some.add(packet(0, r, c));
            }
        }
        return SplitStream.join(some);
    }

    /** Those of the other layers. */
    private byte[] others() {
        List<SplitStream.Packet> some = new ArrayList<>();
        for (int c = 0; c < EACH; c++) {
            for (int r = 0; r < EACH; r++) {
                for (int l = 1; l < EACH; l++) {
                    some.add(packet(l, r, c));
                }
            }
        }
        return SplitStream.join(some);
    }

    private void check(ForeignTool tool, byte[] codestream) throws Exception {
        Decoding.equal(codestream, layers.expected());
        tool.decodes("POC", codestream, layers.expected().planes(), () -> {
            Path raw = folder.resolve("frame.rawl");
            Files.deleteIfExists(raw);
            Path coded = Files.write(folder.resolve("frame.j2k"), codestream);
            tool.run(folder, "-i", coded.toString(), "-o", raw.toString());
            return Files.readAllBytes(raw);
        });
    }

    @ParameterizedTest
    @MethodSource("forms")
    void inTheMainHeader(ForeignTool tool) throws Exception {
        HandMade made = split.begin().segment(Markers.POC, LAYER_BY_LAYER);
        byte[] both = new byte[first().length + others().length];
        System.arraycopy(first(), 0, both, 0, first().length);
        System.arraycopy(others(), 0, both, first().length, others().length);
        check(tool, made.tile(0, both).end());
    }

    /** Each in the header of the tile-part that has its packets; what the main header says does not count then. */
    @Test
    void inTileParts() throws Exception {
        HandMade made = split.begin().segment(Markers.POC, "00 00 0003 03 03 00");
        made.tilePart(0, 0, 2, "FF5F0009 00 00 0001 03 03 01", first());
        made.tilePart(0, 1, 2, "FF5F0009 00 00 0003 03 03 04", others());
        Decoding.equal(made.end(), layers.expected());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void resolutionsAndComponentsInTurn(ForeignTool tool) throws Exception {
        List<SplitStream.Packet> some = new ArrayList<>();
        for (int l = 0; l < EACH; l++) { // of the second component and the two lower resolutions, LRCP
            some.add(packet(l, 0, 1));
            some.add(packet(l, 1, 1));
        }
        for (int c = 0; c < EACH; c++) { // all the others, CPRL
            for (int r = 0; r < EACH; r++) {
                for (int l = 0; l < EACH; l++) {
                    if (c != 1 || r == 2) {
                        some.add(packet(l, r, c));
                    }
                }
            }
        }
        HandMade made = split.begin().segment(Markers.POC, "00 01 0003 02 02 00  00 00 0003 03 03 04");
        check(tool, made.tile(0, SplitStream.join(some)).end());
    }

    /** All packets are empty, so that each is where it is looked for. */
    @Test
    void whatNoVolumeHasIsMissed() {
        byte[] codestream = split.begin()
                .segment(Markers.POC, "00 00 0003 02 03 00")
                .tile(0, new byte[10_000])
                .end();
        Decoding.fails(codestream, layers.expected().shape(), Reason.INVALID, "leaves out packets");
    }
}
