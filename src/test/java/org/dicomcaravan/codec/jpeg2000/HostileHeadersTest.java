package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Headers that promise far more than there is, or as much as the standard allows: they are refused or decoded within a
 * second, and allocate no more than a small multiple of the frame that the data set declares and of the codestream.
 */
class HostileHeadersTest {

    private static final Duration MOST_TIME = Duration.ofSeconds(10);
    private static final long LITTLE = 8 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Time and bytes are the thread's, so that other programs don't count. */
    private static void quickly(byte[] codestream, FrameShape shape) throws IOException {
        long samples = (long) shape.rows() * shape.columns() * shape.samplesPerPixel();
        assertThat(allocated(codestream, shape)).isLessThan(LITTLE + 16 * samples + 4L * codestream.length);
    }

    /** Bytes that were allocated in time, one after the other. */
    private static long allocated(byte[] codestream, FrameShape shape) throws IOException {
        long thread = Thread.currentThread().getId();
        long allocated = THREADS.getThreadAllocatedBytes(thread);
        long start = THREADS.getThreadCpuTime(thread);
        try {
            Decoding.decode(codestream, shape);
        } catch (DicomException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (OutOfMemoryError e) {
            fail("no memory for %s".formatted(shape), e);
        }
        assertThat(Duration.ofNanos(THREADS.getThreadCpuTime(thread) - start)).isLessThan(MOST_TIME);
        return THREADS.getThreadAllocatedBytes(thread) - allocated;
    }

    private static HandMade coded(HandMade made, String cod) {
        return made.segment(Markers.COD, cod).segment(Markers.QCD, "40" + "40".repeat(97));
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Sizes of the codestream that are not the data set's, and some that are. */
    @ParameterizedTest
    @CsvSource({
        "2147483647, 2147483647, 65535, 65535",
        "65535, 65535, 65535, 65534",
        "1000000, 1, 1000, 1000",
        "65535, 65535, 65535, 65535",
        "8192, 8192, 8192, 8192",
    })
    void hugeFrames(int width, int height, int columns, int rows) throws IOException {
        FrameShape shape = Decoding.shape(rows, columns, 1, 8);
        HandMade one = new HandMade().size(width, height, "070101");
        quickly(coded(one, HandMade.COD).tile(0, new byte[0]).end(), shape);
        Rectangle image = new Rectangle(0, 0, width, height);
        HandMade many = new HandMade().size(image, new Rectangle(0, 0, 1024, 1024), "070101");
        quickly(coded(many, HandMade.COD).tile(0, new byte[1]).end(), shape);
    }

    /** A frame of words that no array holds, because its second component has more bits than the first one. */
    @Test
    void moreBytesThanAnArrayHas() throws IOException {
        HandMade made = new HandMade().size(24_000, 24_000, "070101 170101");
        quickly(coded(made, HandMade.COD).tile(0, new byte[9]).end(), Decoding.shape(24_000, 24_000, 2, 8));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 65_534, 65_535, 65_536})
    void manyLayers(int packets) throws IOException {
        byte[] codestream = coded(new HandMade().size(64, 64, "070101"), "00 00 FFFF 00 00 04 04 00 01")
                .tile(0, new byte[packets])
                .end();
        quickly(codestream, Decoding.shape(64, 64, 1, 8));
    }

    /** Packets in which no code-block is included, one byte each, of 16384 code-blocks. */
    @ParameterizedTest
    @ValueSource(ints = {100, 3000})
    void manyLayersOfManyCodeBlocks(int layers) throws IOException {
        int side = 512;
        String cod = "00 00 %04x 00 00 00 00 00 01".formatted(layers);
        byte[] codestream = coded(new HandMade().size(side, side, "070101"), cod)
                .tile(0, filled(layers, 0x80))
                .end();
        quickly(codestream, Decoding.shape(side, side, 1, 8));
    }

    /** Precincts of one column and row: more than are read, and as many as are. */
    @ParameterizedTest
    @CsvSource({"4096, 16", "4096, 16777216", "1024, 1048576", "512, 262144", "300, 90000"})
    void manyPrecincts(int side, int packets) throws IOException {
        byte[] codestream = coded(new HandMade().size(side, side, "070101"), "01 02 0001 00 00 04 04 00 01 00")
                .tile(0, new byte[packets])
                .end();
        quickly(codestream, Decoding.shape(side, side, 1, 8));
    }

    /** The smallest code-blocks over a large frame, and a packet that includes none, or what is no packet. */
    @ParameterizedTest
    @ValueSource(strings = {"", "00", "80", "C0", "FF", "FF7FFF7FFF7FFF7F"})
    void manyCodeBlocks(String packet) throws IOException {
        byte[] codestream = coded(new HandMade().size(4096, 4096, "070101"), "00 00 0001 00 00 00 00 00 01")
                .tile(0, HexFormat.of().parseHex(packet))
                .end();
        quickly(codestream, Decoding.shape(4096, 4096, 1, 8));
    }

    /** Precincts and code-blocks of a few samples each take far more memory than the samples. */
    @ParameterizedTest
    @CsvSource({"01 00 0001 00 01 04 04 00 01 FF12, 524289", "00 00 0001 00 00 00 00 00 01, 1"})
    void tinyPrecinctsAndCodeBlocks(String cod, int packets) throws IOException {
        byte[] codestream = coded(new HandMade().size(2048, 2048, "070101"), cod)
                .tile(0, filled(packets, 0x80))
                .end();
        FrameShape shape = Decoding.shape(2048, 2048, 1, 8);
        quickly(codestream, shape);
        assertThatThrownBy(() -> Decoding.decode(codestream, shape)).hasMessageContaining("too many for its size");
    }

    /** Rows of code-blocks that no packet has anything of are passed over by whole squares, layer by layer. */
    @Test
    void manyLayersOfTallFrames() throws IOException {
        byte[] codestream = coded(new HandMade().size(4, 65_535, "070101"), "00 00 FFFF 00 00 00 00 00 01")
                .tile(0, filled(65_535, 0x80))
                .end();
        quickly(codestream, Decoding.shape(65_535, 4, 1, 8));
    }

    /** Each layer adds a pass to the code-block, of which there can be no more than its bit-planes have. */
    @Test
    void passesWithoutEnd() {
        byte[] packets = filled(4000, 0b1100_0000);
        packets[0] = (byte) 0b1110_0000;
        byte[] codestream = coded(new HandMade().size(4, 4, "070101"), "00 00 0FA0 00 00 00 00 00 01")
                .tile(0, packets)
                .end();
        assertThatThrownBy(() -> Decoding.decode(codestream, Decoding.shape(4, 4, 1, 8)))
                .hasMessageContaining("code-block of 9 bit-planes with 28 passes");
    }

    /** Guard bits and exponent of zero leave less than no bit-plane. */
    @Test
    void passesOfNoBitPlane() {
        byte[] codestream = new HandMade()
                .size(4, 4, "070101")
                .segment(Markers.COD, HandMade.COD)
                .segment(Markers.QCD, "00 00")
                .tile(0, filled(1, 0b1110_0000))
                .end();
        assertThatThrownBy(() -> Decoding.decode(codestream, Decoding.shape(4, 4, 1, 8)))
                .hasMessageContaining("code-block of -1 bit-planes with 1 passes");
    }

    /** More bytes than coefficients can take: a decoder that is used again would keep room for them. */
    @Test
    void aCodeBlockOfManyBytes() {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        HeaderBits bits = new HeaderBits(packet);
        bits.write(0b1110, 4); // a packet, a code-block in it, of all bit-planes, one pass
        bits.writeUnary(16);
        bits.write(300_000, 19);
        bits.align();
        packet.writeBytes(filled(300_000, 1));
        byte[] codestream = coded(new HandMade().size(64, 64, "070101"), HandMade.COD)
                .tile(0, packet.toByteArray())
                .end();
        assertThatThrownBy(() -> Decoding.decode(codestream, Decoding.shape(64, 64, 1, 8)))
                .hasMessageContaining("code-block of 300000 bytes");
    }

    /** Progression volumes that have nothing left to say, of ten thousand precincts. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void progressionsThatRepeat(int order) throws IOException {
        byte[] codestream = coded(new HandMade().size(100, 100, "070101"), "01 02 0001 00 00 04 04 00 01 00")
                .segment(Markers.POC, "00000001FF01%02x".formatted(order).repeat(5000))
                .tile(0, new byte[10_000])
                .end();
        quickly(codestream, Decoding.shape(100, 100, 1, 8));
    }

    /** Progression volumes that have nothing to say at all, of resolutions that are not there. */
    @Test
    void progressionsOfNothing() throws IOException {
        byte[] codestream = coded(new HandMade().size(200, 200, "070101"), "01 02 0001 00 00 04 04 00 01 00")
                .segment(Markers.POC, "05000001060101".repeat(9000))
                .tile(0, new byte[40_000])
                .end();
        quickly(codestream, Decoding.shape(200, 200, 1, 8));
    }

    /** Tiles of one sample each, with many levels. What is allocated for one is gone when the next one comes. */
    @ParameterizedTest
    @CsvSource({"0, 255, 257", "32, 255, 257", "32, 256, 64"})
    void tinyTiles(int levels, int rows, int columns) throws IOException {
        HandMade made = coded(
                new HandMade()
                        .size(new Rectangle(0, 0, columns, rows), new Rectangle(0, 0, 1, 1), "070101070101070101"),
                "00 00 0001 00 %02x 04 04 00 01".formatted(levels));
        for (int i = 0; i < rows * columns; i++) {
            made.tile(i, new byte[3 + 3 * levels]);
        }
        assertThat(allocated(made.end(), Decoding.shape(rows, columns, 3, 8))).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "32, 0", "32, 16384", "32, 540672"})
    void manyComponents(int levels, int packets) throws IOException {
        byte[] codestream = coded(
                        new HandMade().size(1, 1, "070101".repeat(16_384)),
                        "00 00 0001 00 %02x 04 04 00 01".formatted(levels))
                .tile(0, new byte[packets])
                .end();
        quickly(codestream, Decoding.shape(1, 1, 16_384, 8));
        quickly(codestream, Decoding.shape(1, 1, 3, 8));
    }

    /** Components that no tile has a sample of, so that there is no packet of them either. */
    @Test
    void manyComponentsOfFewSamples() throws IOException {
        HandMade made = coded(
                new HandMade()
                        .size(new Rectangle(1, 1, 11, 11), new Rectangle(1, 1, 2, 2), "070101" + "07FFFF".repeat(2000)),
                "00 00 0001 00 20 04 04 00 01");
        for (int i = 0; i < 100; i++) {
            made.tile(i, new byte[1]);
        }
        byte[] codestream = made.end();
        quickly(codestream, Decoding.shape(10, 10, 2001, 8));
    }

    /** Nothing but tile-parts of one tile, each without a packet. */
    @Test
    void manyTileParts() throws IOException {
        HandMade made = HandMade.grey(1, 1);
        for (int i = 0; i < 200_000; i++) {
            made.tilePart(0, i & 0xFF, 0, "", new byte[0]);
        }
        byte[] codestream = made.end();
        quickly(codestream, Decoding.shape(1, 1, 1, 8));
    }
}
