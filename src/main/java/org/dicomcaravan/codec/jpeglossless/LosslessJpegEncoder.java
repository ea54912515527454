package org.dicomcaravan.codec.jpeglossless;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dicomcaravan.codec.BuiltInEncoder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.UsedBits;
import org.dicomcaravan.codec.jpegsyntax.Component;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;
import org.dicomcaravan.codec.jpegsyntax.HeaderWriter;
import org.dicomcaravan.codec.jpegsyntax.HuffmanEncoding;
import org.dicomcaravan.codec.jpegsyntax.ScanHeader;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.plugin.PluginSetting;
import org.dicomcaravan.plugin.WholeNumber;

/**
 * Lossless JPEG (PS3.5 8.2.1): words of 8 or 16 bits, one or three to a pixel, in one scan with the best Huffman table
 * for each component. Colours stay as they are; RGB has an Adobe marker.
 *
 * <p>The codestream's precision is Bits Stored, or Bits Allocated where the bits beyond hold something (overlays, the
 * signs of negative numbers): all bits come back. The setting {@code predictor}, 1 to 7, counts for
 * 1.2.840.10008.1.2.4.57; 1.2.840.10008.1.2.4.70 always has predictor 1. Besides the frame this takes two bytes for
 * each sample, and its codestream twice.
 */
public final class LosslessJpegEncoder implements BuiltInEncoder {

    private volatile int predictor = Predictor.LEFT;

    @Override
    public String name() {
        return "jpeg-lossless";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.JPEG_LOSSLESS.uid(), TransferSyntax.JPEG_LOSSLESS_SV1.uid());
    }

    @Override
    public List<PluginSetting> settings() {
        return List.of(PluginSetting.wholeNumber(
                "predictor",
                Predictor.LEFT,
                1,
                7,
                "The predictor of JPEG Lossless (.57); .70 has 1 by its definition"));
    }

    @Override
    public void configure(Map<String, String> settings) {
        predictor = WholeNumber.of(settings, "predictor", 1, 7).orElse(Predictor.LEFT);
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        check(frame);
        int selection = syntax.equals(TransferSyntax.JPEG_LOSSLESS) ? predictor : Predictor.LEFT;
        int precision = precision(frame, declared);
        Differences differences = new Differences(frame, selection, 1 << precision - 1);
        HuffmanEncoding[] tables = new HuffmanEncoding[frame.samplesPerPixel()];
        long bits = 0;
        for (int i = 0; i < tables.length; i++) {
            long[] counts = differences.counts(i);
            tables[i] = new HuffmanEncoding(counts);
            for (int category = 0; category < counts.length; category++) {
                bits += counts[category] * (tables[i].lengths[category] + category % 16);
            }
        }
        EntropyWriter out =
                new EntropyWriter(header(frame, precision, selection, tables), tables, Math.toIntExact(bits / 8 + 1));
        out.write(differences.differences());
        return EncodedFrame.lossless(out.end(), frame.photometricInterpretation());
    }

    private static void check(DecodedFrame frame) throws DicomException {
        boolean word = frame.bitsAllocated() == 8 || frame.bitsAllocated() == 16;
        boolean pixel = frame.samplesPerPixel() == 1 || frame.samplesPerPixel() == 3;
        if (!word || !pixel || frame.isSubsampled()) {
            throw frame.misfit("lossless JPEG, which holds 1 or 3 of 8 or 16 bits, not subsampled");
        }
    }

    /** At least what needs the frame's words: DCMTK gives smaller ones for fewer bits, whatever Bits Allocated says. */
    private static int precision(DecodedFrame frame, FrameShape declared) {
        int allocated = frame.bitsAllocated();
        int stored = declared.bitsStored();
        return stored < 1 || stored >= allocated || UsedBits.of(frame) >>> stored != 0
                ? allocated
                : Math.max(stored, allocated == Byte.SIZE ? 2 : Byte.SIZE + 1);
    }

    private static byte[] header(DecodedFrame frame, int precision, int predictor, HuffmanEncoding[] tables) {
        List<Component> components = new ArrayList<>();
        List<ScanHeader.Part> parts = new ArrayList<>();
        for (int i = 0; i < tables.length; i++) {
            components.add(new Component(i + 1, 1, 1, 0));
            parts.add(new ScanHeader.Part(i, i, 0));
        }
        FrameHeader header =
                new FrameHeader(FrameHeader.LOSSLESS, precision, frame.rows(), frame.columns(), components);
        HeaderWriter out = new HeaderWriter();
        if (tables.length == 3 && !frame.photometricInterpretation().startsWith("YBR_FULL")) {
            out.adobeRgb();
        }
        out.frame(header);
        for (int i = 0; i < tables.length; i++) {
            out.huffman(i, tables[i].list());
        }
        out.scan(new ScanHeader(parts, predictor, 0, 0, 0), header);
        return out.bytes();
    }
}
