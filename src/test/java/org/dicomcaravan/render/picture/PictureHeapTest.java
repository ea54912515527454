package org.dicomcaravan.render.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.TestFile;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.render.FrameRenderer;
import org.junit.jupiter.api.Test;

/** How much heap a frame takes on its way from the file to a PNG: as many bytes as these are allocated. */
class PictureHeapTest {

    private static final int SIDE = 1024;
    private static final int PIXELS = SIDE * SIDE;

    /** Tables, buffers and pieces that are not full. */
    private static final int REST = 2_500_000;

    private static final Codecs CODECS = Codecs.load(PictureHeapTest.class.getClassLoader());

    /** Noise, which PNG can't make smaller. */
    private static long allocated(TestFile image, int bytes) throws Exception {
        byte[] noise = new byte[bytes];
        new Random(5).nextBytes(noise);
        DicomObject file = image.bytes(0x7FE00010, "OW", noise).open(TestFile.EXPLICIT);
        FrameRenderer renderer = FrameRenderer.of(file, CODECS);
        PngWriter.encode(renderer.render(0)); // classes are loaded, tables made
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        assertThat(PngWriter.encode(renderer.render(0)).length()).isPositive();
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    /** The words as they are read, eight bits of them, and the file. */
    @Test
    void wordsAreReadRenderedAndWritten() throws Exception {
        assertThat(allocated(TestFile.image(SIDE, SIDE, 16, 16, "MONOCHROME2"), 2 * PIXELS))
                .isLessThan(2 * PIXELS + PIXELS + PIXELS + REST);
    }

    /** What rendering does not change is not copied. */
    @Test
    void bytesAreReadAndWritten() throws Exception {
        assertThat(allocated(TestFile.image(SIDE, SIDE, 8, 8, "MONOCHROME2"), PIXELS))
                .isLessThan(PIXELS + PIXELS + REST);
        TestFile rgb = TestFile.image(SIDE, SIDE, 8, 8, "RGB").us(0x00280002, 3);
        assertThat(allocated(rgb, 3 * PIXELS)).isLessThan(3 * PIXELS + 3 * PIXELS + REST);
    }
}
