package org.dicomcaravan.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngWatermarkTest {

    /** ImageIO's own streams would be files there, and can't be without it. */
    @Test
    void marksWithoutTemporaryFiles(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream black = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(90, 40, BufferedImage.TYPE_BYTE_GRAY), "png", black);
        PngWatermark watermark = new PngWatermark();
        watermark.setText("XX");
        File before = ImageIO.getCacheDirectory();
        Path cache = Files.createDirectory(folder.resolve("cache"));
        ImageIO.setCacheDirectory(cache.toFile());
        try {
            Files.delete(cache);
            byte[] marked = watermark.mark(black.toByteArray());
            ImageIO.setCacheDirectory(before);
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(marked));
            assertThat(picture.getWidth()).isEqualTo(90);
            int brightest = 0;
            for (int x = 0; x < 90; x++) {
                for (int y = 0; y < 40; y++) {
                    brightest = Math.max(brightest, picture.getRaster().getSample(x, y, 0));
                }
            }
            assertThat(brightest).isEqualTo(255);
        } finally {
            ImageIO.setCacheDirectory(before);
        }
    }
}
