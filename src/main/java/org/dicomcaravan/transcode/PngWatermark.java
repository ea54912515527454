package org.dicomcaravan.transcode;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes a text into the lower left corner of PNG pictures; a bean for routes that want one. The text is white on a dark
 * shadow, a thirtieth of the picture's height, at least 10 pixels. Thread-safe once it is configured.
 */
public final class PngWatermark {

    private static final int SMALLEST = 10;
    private static final int SHARE = 30;

    private volatile String text = "";

    /** The text, one line. */
    public void setText(String text) {
        this.text = text;
    }

    /** The text. */
    public String getText() {
        return text;
    }

    /**
     * Marks a picture.
     *
     * @param png a PNG file
     * @return a PNG file of the same size and colour type
     * @throws IOException if {@code png} is none
     */
    public byte[] mark(byte[] png) throws IOException {
        BufferedImage picture = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)));
        if (picture == null) {
            throw new IOException("The body is no PNG picture, so it can't be marked");
        }
        Graphics2D graphics = picture.createGraphics();
        int height = Math.max(SMALLEST, picture.getHeight() / SHARE);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, height));
        int baseline = picture.getHeight() - height / 2;
        graphics.setColor(Color.BLACK);
        graphics.drawString(text, height / 2 + 1, baseline + 1);
        graphics.setColor(Color.WHITE);
        graphics.drawString(text, height / 2, baseline);
        graphics.dispose();
        ByteArrayOutputStream marked = new ByteArrayOutputStream(png.length);
        try (var out = new MemoryCacheImageOutputStream(marked)) { // ImageIO's own would be a temporary file
            ImageIO.write(picture, "png", out);
        }
        return marked.toByteArray();
    }
}
