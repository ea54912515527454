package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Codestreams of OpenJPEG, of which the packets or their headers are put elsewhere: samples stay as they were, for us and
 * for OpenJPEG, which reads such codestreams though it writes none.
 */
class MovedPacketsTest {

    @TempDir
    private Path folder;

    /** Four tiles in three tile-parts each, three layers; SOP and EPH at each packet. */
    private KeptStreams.Kept parts;

    private SplitStream split;

    static Stream<ForeignTool> forms() {
        return ForeignTool.forms("opj_decompress");
    }

    @BeforeEach
    void read() throws IOException {
        parts = KeptStreams.of("pieces", "parts");
        split = SplitStream.of(parts.bytes());
        assertThat(split.tileParts()).hasSize(12);
    }

    private void check(ForeignTool tool, String what, byte[] codestream, Picture expected) throws Exception {
        Decoding.equal(codestream, expected);
        tool.decodes(what, codestream, expected.planes(), () -> {
            Path raw = folder.resolve("frame.rawl");
            Files.deleteIfExists(raw);
            Path coded = Files.write(folder.resolve("frame.j2k"), codestream);
            tool.run(folder, "-i", coded.toString(), "-o", raw.toString());
            return Files.readAllBytes(raw);
        });
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String segment(int marker, String parameters) {
        return "%04x%04x".formatted(marker, parameters.length() / 2 + 2) + parameters;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void withoutTheirMarkers(ForeignTool tool) throws Exception {
        HandMade made = split.begin();
        for (SplitStream.TilePart part : split.tileParts()) {
            byte[] packets = SplitStream.join(SplitStream.packets(part.packets()));
            made.tilePart(part.tile(), part.part(), part.parts(), "", packets);
        }
        check(tool, "no SOP, no EPH", made.end(), parts.expected());
    }

    /** A.7.5: PPT. */
    @ParameterizedTest
    @MethodSource("forms")
    void headersInThoseOfTileParts(ForeignTool tool) throws Exception {
        HandMade made = split.begin();
        for (SplitStream.TilePart part : split.tileParts()) {
            List<SplitStream.Packet> packets = SplitStream.packets(part.packets());
            String ppt = segment(Markers.PPT, "%02x".formatted(part.part()) + hex(SplitStream.headers(packets)));
            made.tilePart(part.tile(), part.part(), part.parts(), ppt, SplitStream.bodies(packets));
        }
        check(tool, "PPT", made.end(), parts.expected());
    }

    /** Segments go by their numbers. Each ends with a packet header. */
    @ParameterizedTest
    @MethodSource("forms")
    void headersInManySegments(ForeignTool tool) throws Exception {
        HandMade made = split.begin();
        for (SplitStream.TilePart part : split.tileParts()) {
            List<SplitStream.Packet> packets = SplitStream.packets(part.packets());
            StringBuilder segments = new StringBuilder();
            for (int i = packets.size() - 1; i >= 0; i--) {
                int number = 80 * part.part() + i;
                segments.append(segment(
                        Markers.PPT,
                        "%02x".formatted(number) + hex(packets.get(i).header())));
            }
            assertThat(packets.size()).isBetween(2, 80);
            made.tilePart(part.tile(), part.part(), part.parts(), segments.toString(), SplitStream.bodies(packets));
        }
        check(tool, "PPT in many segments", made.end(), parts.expected());
    }

    /** A.8: SOP stays with the packets, EPH goes with the headers. */
    @Test
    void markersStayWhereTheyBelong() throws IOException, DicomException {
        HandMade made = split.begin();
        for (SplitStream.TilePart part : split.tileParts()) {
            ByteArrayOutputStream headers = new ByteArrayOutputStream();
            ByteArrayOutputStream bodies = new ByteArrayOutputStream();
            int number = 0;
            for (SplitStream.Packet packet : SplitStream.packets(part.packets())) {
                headers.writeBytes(packet.header());
                headers.writeBytes(new byte[] {-1, (byte) Markers.EPH});
                bodies.writeBytes(new byte[] {-1, (byte) Markers.SOP, 0, 4, 0, (byte) number++});
                bodies.writeBytes(packet.body());
            }
            String ppt = segment(Markers.PPT, "%02x".formatted(part.part()) + hex(headers.toByteArray()));
            made.tilePart(part.tile(), part.part(), part.parts(), ppt, bodies.toByteArray());
        }
        Decoding.equal(made.end(), parts.expected());
    }

    /** A.7.4: PPM, for each tile-part a length and the headers of its packets, one tile-part in two segments. */
    @ParameterizedTest
    @MethodSource("forms")
    void headersInTheMainHeader(ForeignTool tool) throws Exception {
        for (int cut : new int[] {Integer.MAX_VALUE, 1000, 500}) {
            check(tool, "PPM of %d bytes".formatted(cut), packedInMain(all(), cut), parts.expected());
        }
    }

    /** Nppm and Ippm of all tile-parts. */
    private byte[] all() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (SplitStream.TilePart part : split.tileParts()) {
            byte[] headers = SplitStream.headers(SplitStream.packets(part.packets()));
            all.writeBytes(ByteBuffer.allocate(4).putInt(headers.length).array());
            all.writeBytes(headers);
        }
        return all.toByteArray();
    }

    /** In segments of so many bytes at most. */
    private byte[] packedInMain(byte[] all, int most) {
        HandMade made = split.begin();
        for (int from = 0, number = 0; from < all.length; number++) {
            int to = (int) Math.min((long) from + most, all.length);
            made.segment(Markers.PPM, "%02x".formatted(number) + hex(Arrays.copyOfRange(all, from, to)));
            from = to;
        }
        for (SplitStream.TilePart part : split.tileParts()) {
            byte[] bodies = SplitStream.bodies(SplitStream.packets(part.packets()));
            made.tilePart(part.tile(), part.part(), part.parts(), "", bodies);
        }
        return made.end();
    }

    @Test
    void headersThatAreCutFail() {
        byte[] all = all();
        for (int length = 1; length < all.length; length += 1 + length / 20) {
            byte[] cut = packedInMain(Arrays.copyOf(all, length), Integer.MAX_VALUE);
            Decoding.fails(cut, parts.expected().shape(), Reason.INVALID, "");
        }
        byte[] huge = all.clone();
        ByteBuffer.wrap(huge).putInt(0, -1);
        Decoding.fails(packedInMain(huge, 3000), parts.expected().shape(), Reason.INVALID, "packed packet headers");
    }

    @Test
    void aSegmentThatComesTwiceFails() {
        String twice = segment(Markers.PPT, "0780") + segment(Markers.PPT, "0780");
        byte[] codestream =
                HandMade.grey(1, 1).tilePart(0, 0, 1, twice, new byte[0]).end();
        Decoding.fails(codestream, Decoding.shape(1, 1, 1, 8), Reason.INVALID, "number 7 twice");
    }

    /** Tile-parts of several tiles may be mixed (A.4.2): here those of the last tile come first of each kind. */
    @ParameterizedTest
    @MethodSource("forms")
    void tilePartsInAnotherOrder(ForeignTool tool) throws Exception {
        List<SplitStream.TilePart> mixed = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            for (int tile = 3; tile >= 0; tile--) {
                mixed.add(split.tileParts().get(3 * tile + part));
            }
        }
        HandMade made = new HandMade();
        split.main().forEach(marker -> made.segment(marker.code(), marker.parameters()));
        for (SplitStream.TilePart part : mixed) {
            made.tilePart(part.tile(), part.part(), part.parts(), "", part.packets());
        }
        check(tool, "tile-parts mixed", made.end(), parts.expected());
    }
}
