package org.dicomcaravan.render.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.render.RenderedFrame;

/**
 * Baseline JPEG (ISO/IEC 10918-1, JFIF): grey as one component, RGB as YCbCr with chroma at half resolution. Immutable
 * and safe for any number of threads.
 */
public final class JpegWriter {

    /** Quality unless configured. */
    public static final int DEFAULT_QUALITY = 90;

    /** What libjpeg, under the JDK's writer, takes in each direction. */
    private static final int LONGEST_SIDE = 65_500;

    private final int quality;

    /**
     * A writer of a fixed quality.
     *
     * @param quality on libjpeg's scale from 1 to 100
     */
    public JpegWriter(int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("JPEG quality " + quality + " is not between 1 and 100");
        }
        this.quality = quality;
    }

    /** The whole file. */
    public byte[] encode(RenderedFrame frame) throws IOException, DicomException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(frame.samples().length / 4 + 1024);
        write(frame, out);
        return out.toByteArray();
    }

    /** Writes the file to a stream, which stays open. */
    public void write(RenderedFrame frame, OutputStream out) throws IOException, DicomException {
        if (Math.max(frame.width(), frame.height()) > LONGEST_SIDE) {
            throw DicomException.invalid("%d x %d pixels; JPEG holds up to %d in each direction, PNG more"
                    .formatted(frame.width(), frame.height(), LONGEST_SIDE));
        }
        ImageWriter writer = writer();
        // A cache in memory, never ImageIO's default in a temporary file.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality / 100f);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image(frame), null, null), param);
        } finally {
            writer.dispose();
        }
    }

    private static ImageWriter writer() {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        if (!writers.hasNext()) {
            throw new IllegalStateException("this Java runtime has no JPEG writer: module java.desktop is missing");
        }
        return writers.next();
    }

    /** The samples themselves under an image's description: no copy, no conversion. */
    private static BufferedImage image(RenderedFrame frame) {
        int components = frame.components();
        int[] offsets = components == 1 ? new int[] {0} : new int[] {0, 1, 2};
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(frame.samples(), frame.samples().length),
                frame.width(),
                frame.height(),
                frame.width() * components,
                components,
                offsets,
                null);
        if (components == 1) {
            BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
            return new BufferedImage(grey.getColorModel(), raster, false, null);
        }
        ColorSpace space = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        ComponentColorModel model =
                new ComponentColorModel(space, false, false, ComponentColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }
}
