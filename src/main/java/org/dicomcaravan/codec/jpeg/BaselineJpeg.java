package org.dicomcaravan.codec.jpeg;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.dicom.DicomException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Writes baseline JPEG (ISO/IEC 10918-1, JFIF) through ImageIO: grey as one component, RGB as YCbCr with less chroma.
 * Immutable and safe for any number of threads.
 */
public final class BaselineJpeg {

    /** Quality unless configured. */
    public static final int DEFAULT_QUALITY = 90;

    /** What libjpeg, under the JDK's writer, takes in each direction. */
    private static final int LONGEST_SIDE = 65_500;

    private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

    private final int quality;
    private final int chromaRows;

    private BaselineJpeg(int quality, int chromaRows) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("JPEG quality " + quality + " is not between 1 and 100");
        }
        this.quality = quality;
        this.chromaRows = chromaRows;
    }

    /**
     * A writer of pictures for the eye: chroma is halved in both directions (4:2:0).
     *
     * @param quality on libjpeg's scale from 1 to 100
     * @throws IllegalArgumentException if it is not on it
     */
    public static BaselineJpeg halvedBothWays(int quality) {
        return new BaselineJpeg(quality, 2);
    }

    /**
     * A writer of what DICOM calls YBR_FULL_422: chroma is halved across (4:2:2).
     *
     * @param quality on libjpeg's scale from 1 to 100
     * @throws IllegalArgumentException if it is not on it
     */
    public static BaselineJpeg halvedAcross(int quality) {
        return new BaselineJpeg(quality, 1);
    }

    /**
     * Writes a whole file.
     *
     * @param samples {@code columns · rows · components} bytes, those of a pixel side by side
     * @param components 1 for grey, 3 for RGB
     * @param out stays open
     * @throws DicomException INVALID if JPEG has no such size
     * @throws InterruptedIOException if the thread is interrupted
     */
    public void write(byte[] samples, int columns, int rows, int components, OutputStream out)
            throws IOException, DicomException {
        if (Math.max(columns, rows) > LONGEST_SIDE) {
            throw DicomException.invalid(
                    "%d x %d pixels; JPEG holds up to %d in each direction".formatted(columns, rows, LONGEST_SIDE));
        }
        BufferedImage image = image(samples, columns, rows, components);
        ImageWriter writer = writer();
        // A cache in memory, never ImageIO's default in a temporary file.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality / 100f);
            writer.setOutput(stream);
            writer.addIIOWriteProgressListener(new InterruptedWrite());
            writer.write(null, new IIOImage(image, null, metadata(writer, image, param)), param);
        } finally {
            writer.dispose();
        }
        Cancellation.check();
    }

    private static ImageWriter writer() {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        if (!writers.hasNext()) {
            throw new IllegalStateException("this Java runtime has no JPEG writer: module java.desktop is missing");
        }
        return writers.next();
    }

    /** The samples themselves under an image's description: no copy, no conversion. */
    private static BufferedImage image(byte[] samples, int columns, int rows, int components) {
        int[] offsets = components == 1 ? new int[] {0} : new int[] {0, 1, 2};
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(samples, samples.length),
                columns,
                rows,
                columns * components,
                components,
                offsets,
                null);
        return new BufferedImage(colours(components), raster, false, null);
    }

    private static ColorModel colours(int components) {
        if (components == 1) {
            return new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY).getColorModel();
        }
        ColorSpace space = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        return new ComponentColorModel(space, false, false, ComponentColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
    }

    /** What the writer would choose, but for the sampling of luma; null where there is nothing to say. */
    private IIOMetadata metadata(ImageWriter writer, BufferedImage image, ImageWriteParam param) throws IOException {
        if (image.getRaster().getNumBands() == 1) {
            return null;
        }
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
        Element root = (Element) metadata.getAsTree(FORMAT);
        Element luma = (Element) root.getElementsByTagName("componentSpec").item(0);
        luma.setAttribute("HsamplingFactor", "2");
        luma.setAttribute("VsamplingFactor", Integer.toString(chromaRows));
        metadata.setFromTree(FORMAT, (Node) root);
        return metadata;
    }
}
