package org.dicomcaravan.codec.jpeg;

import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.dicomcaravan.codec.BuiltInDecoder;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.jpegsyntax.Component;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * JPEG with cosine transform (ISO/IEC 10918-1): baseline, extended and progressive, 8 and 12 bits. What the libjpeg under
 * ImageIO reads, which is 8 bits and the usual sampling factors, it decodes; all else {@link DctDecoder}. Chroma comes
 * at full resolution by libjpeg's triangle filter, and with no transform of colours: {@link JpegCodestream#colour} says
 * which ones they are.
 */
public final class JpegDecoder implements BuiltInDecoder {

    private static final Set<String> SYNTAXES = Set.of(
            TransferSyntax.JPEG_BASELINE.uid(),
            TransferSyntax.JPEG_EXTENDED.uid(),
            TransferSyntax.JPEG_SPECTRAL_SELECTION.uid(),
            TransferSyntax.JPEG_PROGRESSIVE.uid());

    /** Each scan costs a pass over the whole frame; real progressive files have about ten. */
    private static final int MOST_SCANS = 100;

    private static final int TWELVE_BITS = 12;

    /** A block of 64 samples takes a bit of a scan at least. */
    private static final long SAMPLES_A_BYTE = 512;

    @Override
    public String name() {
        return "jpeg";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return SYNTAXES;
    }

    @Override
    public DecodedFrame decode(byte[] codestream, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        JpegCodestream jpeg = JpegCodestream.parse(codestream);
        FrameHeader frame = jpeg.frame();
        check(jpeg, declared);
        if ((long) frame.rows() * frame.columns() > SAMPLES_A_BYTE * codestream.length) {
            throw DicomException.invalid("%d bytes of JPEG can't hold %d x %d pixels"
                    .formatted(codestream.length, frame.columns(), frame.rows()));
        }
        int bitsAllocated = Math.max(declared.bitsAllocated(), frame.precision() > Byte.SIZE ? Short.SIZE : Byte.SIZE);
        int wordBytes = bitsAllocated / Byte.SIZE;
        byte[] samples = isForLibjpeg(jpeg)
                ? widened(samples(read(jpeg.neutral()), frame), wordBytes)
                : DctDecoder.decode(jpeg, wordBytes);
        return new DecodedFrame(
                frame.rows(),
                frame.columns(),
                frame.components(),
                bitsAllocated,
                frame.precision(),
                declared.signed(),
                frame.components() == 3
                        ? jpeg.colour(declared.photometricInterpretation())
                        : declared.photometricInterpretation(),
                samples);
    }

    /** Whether ImageIO decodes this right: 8 bits, lines known from the start, ratios that it filters or that are whole. */
    private static boolean isForLibjpeg(JpegCodestream jpeg) {
        FrameHeader frame = jpeg.frame();
        if (frame.precision() != Byte.SIZE || jpeg.saysRowsLate()) {
            return false;
        }
        int across = frame.layout().stream().mapToInt(Component::across).max().orElseThrow();
        int down = frame.layout().stream().mapToInt(Component::down).max().orElseThrow();
        // Chroma that is halved down only is not filtered by it, and ratios that are not whole it refuses.
        return frame.layout().stream()
                .allMatch(component -> component.across() > 0
                        && component.down() > 0
                        && across % component.across() == 0
                        && down % component.down() == 0
                        && (down != 2 * component.down() || across != component.across()));
    }

    private static void check(JpegCodestream jpeg, FrameShape declared) throws DicomException {
        FrameHeader frame = jpeg.frame();
        boolean known = frame.precision() == Byte.SIZE || frame.precision() == TWELVE_BITS;
        if (frame.process() > FrameHeader.PROGRESSIVE || !known) {
            throw DicomException.unsupported("JPEG process SOF%d of %d bits; SOF0, 1 and 2 of 8 and 12 can be decoded"
                    .formatted(frame.process(), frame.precision()));
        }
        if (!frame.fits(declared) || frame.rows() == 0) {
            throw frame.misfit(declared);
        }
        if (frame.components() != 1 && frame.components() != 3 || declared.bitsAllocated() < Byte.SIZE) {
            throw DicomException.unsupported("JPEG of %d components in %d bits allocated"
                    .formatted(frame.components(), declared.bitsAllocated()));
        }
        if (jpeg.scans() > (frame.isProgressive() ? MOST_SCANS : frame.components())) {
            throw DicomException.invalid(jpeg.scans() + " scans in a JPEG codestream, more than it can need");
        }
    }

    /** Decodes without any transform of colours. ImageIO only warns of what is missing or can't be a code. */
    private static Raster read(byte[] codestream) throws DicomException, InterruptedIOException {
        ImageReader reader = reader();
        List<String> warnings = new ArrayList<>();
        Raster raster;
        try (ArrayInput in = new ArrayInput(codestream)) {
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.addIIOReadUpdateListener(new InterruptedRead());
            reader.setInput(in, true, true);
            raster = reader.readRaster(0, null);
        } catch (IOException | RuntimeException e) {
            Cancellation.check();
            throw new DicomException(
                    DicomException.Reason.INVALID, "the JPEG codestream does not decode: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
        Cancellation.check();
        for (String warning : warnings) {
            if (!warning.contains("extraneous bytes")) {
                throw DicomException.invalid("the JPEG codestream is damaged: " + warning);
            }
        }
        return raster;
    }

    private static ImageReader reader() {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        if (!readers.hasNext()) {
            throw new IllegalStateException("this Java runtime has no JPEG reader: module java.desktop is missing");
        }
        return readers.next();
    }

    private static byte[] samples(Raster raster, FrameHeader frame) throws DicomException {
        int count = frame.components();
        int[] order = count == 1 ? new int[] {0} : new int[] {0, 1, 2};
        if (raster.getWidth() != frame.columns()
                || raster.getHeight() != frame.rows()
                || !(raster.getDataBuffer() instanceof DataBufferByte buffer)
                || !(raster.getSampleModel() instanceof ComponentSampleModel model)
                || model.getPixelStride() != count
                || model.getScanlineStride() != count * frame.columns()
                || !Arrays.equals(model.getBandOffsets(), order)
                || buffer.getData().length != count * frame.columns() * frame.rows()) {
            throw DicomException.unsupported("the JPEG reader of this Java runtime lays out samples as " + raster);
        }
        return buffer.getData();
    }

    /** Samples in words of as many bytes: some writers declare 16 bits for 8. */
    private static byte[] widened(byte[] samples, int wordBytes) {
        if (wordBytes == 1) {
            return samples;
        }
        byte[] words = new byte[Math.multiplyExact(samples.length, wordBytes)];
        for (int i = 0; i < samples.length; i++) {
            words[i * wordBytes] = samples[i];
        }
        return words;
    }
}
