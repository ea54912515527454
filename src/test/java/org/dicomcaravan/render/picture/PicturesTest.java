package org.dicomcaravan.render.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.Pieces;
import org.dicomcaravan.render.RenderedFrame;
import org.junit.jupiter.api.Test;

/** Pictures read back by the JDK. */
class PicturesTest {

    /** A slope with as much noise as asked for. */
    private static RenderedFrame frame(int width, int height, int components, int noise, long seed) {
        byte[] samples = new byte[width * height * components];
        Random random = new Random(seed);
        for (int i = 0; i < samples.length; i++) {
            int slope = 200 * (i / components % width) / width;
            samples[i] = (byte) (slope + random.nextInt(noise));
        }
        return new RenderedFrame(width, height, components, samples, "identity");
    }

    private static byte[] bytes(Pieces picture) throws IOException {
        return picture.open().readAllBytes();
    }

    private static byte[] samples(byte[] picture, int components) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
        Raster raster = image.getRaster();
        assertThat(raster.getNumBands()).isEqualTo(components);
        int[] values = raster.getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
        byte[] samples = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            samples[i] = (byte) values[i];
        }
        return samples;
    }

    @Property(tries = 100)
    void pngHoldsExactlyTheSamples(
            @ForAll @IntRange(min = 1, max = 400) int width,
            @ForAll @IntRange(min = 1, max = 300) int height,
            @ForAll boolean colour,
            @ForAll @IntRange(min = 1, max = 56) int noise,
            @ForAll long seed)
            throws IOException {
        RenderedFrame frame = frame(width, height, colour ? 3 : 1, noise, seed);
        assertThat(samples(bytes(PngWriter.encode(frame)), frame.components())).isEqualTo(frame.samples());
    }

    @Test
    void longRowsAndManyChunks() throws IOException {
        RenderedFrame frame = frame(70_000, 3, 3, 56, 1);
        assertThat(samples(bytes(PngWriter.encode(frame)), 3)).isEqualTo(frame.samples());
    }

    @Test
    void pngIsOfEightBitsAndNotInterlaced() throws IOException {
        byte[] grey = bytes(PngWriter.encode(frame(5, 4, 1, 1, 1)));
        assertThat(java.util.Arrays.copyOfRange(grey, 16, 29)).containsExactly(0, 0, 0, 5, 0, 0, 0, 4, 8, 0, 0, 0, 0);
        assertThat(bytes(PngWriter.encode(frame(5, 4, 3, 1, 1)))[25]).isEqualTo((byte) 2);
    }

    @Test
    void jpegIsBaselineJfifOfOneOrThreeComponents() throws IOException, DicomException {
        for (int components : new int[] {1, 3}) {
            RenderedFrame frame = frame(123, 77, components, 4, 7);
            byte[] jpeg = bytes(new JpegWriter(JpegWriter.DEFAULT_QUALITY).encode(frame));
            assertThat(jpeg)
                    .startsWith(0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0)
                    .endsWith(0xFF, 0xD9);
            assertThat(startOfFrame(jpeg)).containsExactly(0xC0, 77, 123, components);
            byte[] back = samples(jpeg, components);
            long error = 0;
            for (int i = 0; i < back.length; i++) {
                error += Math.abs((back[i] & 0xFF) - (frame.samples()[i] & 0xFF));
            }
            assertThat(error / (double) back.length).isLessThan(4);
        }
    }

    /** Marker, height, width (of less than 256) and components. */
    private static int[] startOfFrame(byte[] jpeg) {
        int at = 2;
        while ((jpeg[at + 1] & 0xF0) != 0xC0 || (jpeg[at + 1] & 0xFF) == 0xC4) {
            at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
        }
        return new int[] {jpeg[at + 1] & 0xFF, jpeg[at + 6] & 0xFF, jpeg[at + 8] & 0xFF, jpeg[at + 9]};
    }

    @Test
    void qualityMattersAndHasItsRange() throws IOException, DicomException {
        RenderedFrame frame = frame(200, 200, 1, 56, 3);
        assertThat(new JpegWriter(50).encode(frame).length())
                .isLessThan(new JpegWriter(95).encode(frame).length());
        assertThatThrownBy(() -> new JpegWriter(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JpegWriter(101)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void jpegRefusesWhatItCantHold() {
        RenderedFrame frame = new RenderedFrame(70_000, 1, 1, new byte[70_000], "identity");
        assertThatThrownBy(() -> new JpegWriter(90).encode(frame))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("65500");
    }
}
