package org.dicomcaravan.render;

import java.util.stream.Stream;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.Interruptions;
import org.dicomcaravan.codec.TestFile;
import org.dicomcaravan.render.picture.JpegWriter;
import org.dicomcaravan.render.picture.PngWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rendering, and the writing of pictures, end when their thread is interrupted. */
class RenderingEndsTest {

    private static final int SIDE = 1024;
    private static final int PIXELS = SIDE * SIDE;

    /** Pixels between two looks. */
    private static final int STRETCH = 1 << 16;

    private static final Codecs CODECS = Codecs.load(RenderingEndsTest.class.getClassLoader());

    private static TestFile image(int allocated, int stored, String photometric, int bytes) {
        return TestFile.image(SIDE, SIDE, allocated, stored, photometric).bytes(0x7FE00010, "OW", new byte[bytes]);
    }

    static Stream<TestFile> images() {
        byte[] table = new byte[512];
        return Stream.of(
                image(16, 16, "MONOCHROME2", 2 * PIXELS),
                image(16, 12, "MONOCHROME1", 2 * PIXELS).us(0x00280120, 7),
                image(32, 32, "MONOCHROME2", 4 * PIXELS),
                image(8, 8, "MONOCHROME2", PIXELS).text(0x00281050, "DS", "40").text(0x00281051, "DS", "80"),
                image(1, 1, "MONOCHROME2", PIXELS / 8),
                image(8, 8, "YBR_FULL", 3 * PIXELS).us(0x00280002, 3),
                image(16, 16, "YBR_FULL", 6 * PIXELS).us(0x00280002, 3),
                image(16, 16, "RGB", 6 * PIXELS).us(0x00280002, 3).us(0x00280006, 1),
                image(8, 8, "PALETTE COLOR", PIXELS)
                        .us(0x00281101, 256, 0, 16)
                        .us(0x00281102, 256, 0, 16)
                        .us(0x00281103, 256, 0, 16)
                        .bytes(0x00281201, "OW", table)
                        .bytes(0x00281202, "OW", table)
                        .bytes(0x00281203, "OW", table));
    }

    @ParameterizedTest
    @MethodSource("images")
    void framesOfEachKindEnd(TestFile file) throws Exception {
        FrameRenderer renderer = FrameRenderer.of(file.open(TestFile.EXPLICIT), CODECS);
        Interruptions.assertLooks(PIXELS / STRETCH, () -> renderer.render(0));
    }

    @Test
    void floatsEnd() throws Exception {
        FloatValues floats =
                FloatValues.of(new DecodedFrame(SIDE, SIDE, 1, 32, 32, true, "MONOCHROME2", new byte[4 * PIXELS]));
        Interruptions.assertLooks(PIXELS / STRETCH, () -> floats.range(Rescale.IDENTITY));
        Curve curve = floats.range(Rescale.IDENTITY).curve();
        Interruptions.assertLooks(PIXELS / STRETCH, () -> floats.levels(Rescale.IDENTITY, curve, false));
    }

    @Test
    void overshootsEnd() throws Exception {
        DecodedFrame frame = new DecodedFrame(SIDE, SIDE, 1, 16, 12, false, "MONOCHROME2", new byte[2 * PIXELS]);
        Interruptions.assertLooks(PIXELS / STRETCH, () -> Clamp.to(frame, new StoredBits(10, 0, false), false));
    }

    @Test
    void picturesEnd() throws Exception {
        RenderedFrame grey = new RenderedFrame(SIDE, SIDE, 1, new byte[PIXELS], "identity");
        RenderedFrame colour = new RenderedFrame(SIDE, SIDE, 3, new byte[3 * PIXELS], "identity");
        Interruptions.assertLooks(PIXELS / STRETCH, () -> PngWriter.encode(grey));
        Interruptions.assertLooks(3 * PIXELS / STRETCH, () -> PngWriter.encode(colour));
        Interruptions.assertLooks(SIDE / 8 - 1, () -> new JpegWriter(90).encode(grey));
        Interruptions.assertLooks(SIDE / 8 - 1, () -> new JpegWriter(90).encode(colour));
    }
}
