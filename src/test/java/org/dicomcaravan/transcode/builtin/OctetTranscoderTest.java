package org.dicomcaravan.transcode.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.SmallDicom;
import org.dicomcaravan.transcode.guard.TranscoderChain;
import org.junit.jupiter.api.Test;

/** Frames without a header, by outputs.md section 4 and PS3.5 8.1. */
class OctetTranscoderTest {

    private static final String SAMPLES = "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1";
    private static final String STORED = "application/octet-stream; transfer-syntax=*";

    private final TranscoderChain chain = Chains.builtIn();

    private List<byte[]> frames(byte[] file, String mediaType) throws Exception {
        return Chains.make(chain, file, mediaType).stream()
                .map(Chains.Made::bytes)
                .toList();
    }

    @Test
    void nativeFramesAreCutOut() throws Exception {
        byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(1, 2, 2, 16)
                .element(0x7FE00010, "OW", new byte[] {1, 2, 3, 4, 5, 6, 7, 8})
                .file();

        assertThat(frames(file, SAMPLES)).containsExactly(new byte[] {1, 2, 3, 4}, new byte[] {5, 6, 7, 8});
        assertThat(frames(file, STORED)).containsExactly(new byte[] {1, 2, 3, 4}, new byte[] {5, 6, 7, 8});
        assertThat(Chains.make(chain, file, STORED))
                .extracting(Chains.Made::name)
                .containsExactly("/1", "/2");
    }

    @Test
    void bigEndianWordsAreTurnedForSamplesAndStayAsStored() throws Exception {
        byte[] file = SmallDicom.instance(SmallDicom.BIG_ENDIAN)
                .grey(1, 2, 1, 16)
                .element(0x7FE00010, "OW", new byte[] {1, 2, 3, 4})
                .file();

        assertThat(frames(file, SAMPLES)).containsExactly(new byte[] {2, 1, 4, 3});
        assertThat(frames(file, STORED)).containsExactly(new byte[] {1, 2, 3, 4});
        assertThat(Chains.make(chain, file, STORED))
                .singleElement()
                .satisfies(made -> assertThat(made.name()).isEmpty());
    }

    @Test
    void planesAreInterleavedForSamplesAndStayAsStored() throws Exception {
        byte[] planes = {1, 2, 3, 4, 5, 6};
        byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT)
                .image(1, 2, 1, 8, 3, "RGB", 1)
                .element(0x7FE00010, "OB", planes)
                .file();

        assertThat(frames(file, SAMPLES)).containsExactly(new byte[] {1, 3, 5, 2, 4, 6});
        assertThat(frames(file, STORED)).containsExactly(planes);
    }

    @Test
    void subsampledChromaStaysAsItIs() throws Exception {
        byte[] pairs = {10, 11, (byte) 128, 127};
        byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT)
                .image(1, 2, 1, 8, 3, "YBR_FULL_422", 0)
                .element(0x7FE00010, "OB", pairs)
                .file();

        assertThat(frames(file, SAMPLES)).containsExactly(pairs);
        assertThat(frames(file, STORED)).containsExactly(pairs);
    }

    /** Two frames of three bits: 1 0 1 and 0 1 1, the first pixel in the lowest bit (PS3.5 8.1.1). */
    @Test
    void packedBitsStartAtAByte() throws Exception {
        byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(1, 3, 2, 1)
                .element(0x7FE00010, "OB", new byte[] {0b110_101, 0})
                .file();

        List<byte[]> frames = frames(file, SAMPLES);

        assertThat(frames).hasSize(2);
        assertThat(frames.get(0)[0] & 0b111).isEqualTo(0b101);
        assertThat(frames.get(1)[0] & 0b111).isEqualTo(0b110);
    }

    @Test
    void floatsAreLittleEndian() throws Exception {
        byte[] file = SmallDicom.instance(SmallDicom.BIG_ENDIAN)
                .grey(1, 1, 1, 32)
                .element(0x7FE00008, "OF", new byte[] {0x3F, (byte) 0x80, 0, 0})
                .file();

        assertThat(frames(file, SAMPLES)).containsExactly(new byte[] {0, 0, (byte) 0x80, 0x3F});
    }

    @Test
    void fragmentsOfAFrameAreJoinedAndVideoIsOneStream() throws Exception {
        byte[] image = SmallDicom.instance(SmallDicom.JPEG_2000)
                .grey(1, 2, 1, 8)
                .fragments(new byte[] {1, 2}, new byte[] {3, 4})
                .file();
        byte[] video = SmallDicom.instance("1.2.840.10008.1.2.4.102")
                .image(2, 2, 50, 8, 3, "YBR_PARTIAL_420", 0)
                .fragments(new byte[] {1, 2}, new byte[] {3, 4})
                .file();

        assertThat(frames(image, STORED)).containsExactly(new byte[] {1, 2, 3, 4});
        assertThat(Chains.make(chain, video, STORED)).singleElement().satisfies(made -> {
            assertThat(made.name()).isEmpty();
            assertThat(made.bytes()).containsExactly(1, 2, 3, 4);
        });
    }

    /** RLE (PS3.5 G): a header of 64 bytes with one segment, which repeats 5 twice. */
    @Test
    void rleIsDecoded() throws Exception {
        byte[] frame = new byte[66];
        frame[0] = 1;
        frame[4] = 64;
        frame[64] = -1;
        frame[65] = 5;
        byte[] file = SmallDicom.instance(SmallDicom.RLE)
                .grey(1, 2, 1, 8)
                .fragments(frame)
                .file();

        assertThat(frames(file, SAMPLES)).containsExactly(new byte[] {5, 5});
        assertThat(frames(file, STORED)).containsExactly(frame);
    }
}
