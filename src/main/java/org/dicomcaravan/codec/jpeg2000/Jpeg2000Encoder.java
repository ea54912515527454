package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dicomcaravan.codec.BuiltInEncoder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.plugin.PluginSetting;

/**
 * JPEG 2000 Image Compression with loss, PS3.5 8.2.4 and A.4.4: words of 8 or 16 bits, one or three to a pixel, by the
 * irreversible wavelet. RGB becomes YBR_ICT; other colours stay. Bits that are not stored are left out.
 *
 * <p>The setting {@code ratio} is how many times smaller than the frame's words the codestream is, as Lossy Image Compression
 * Ratio (0028,2112) counts, so unused bits of a word count as well: a number from 1 to 1000. It is 10 unless given, about the
 * middle of what radiological societies recommend (European Society of Radiology, Insights into Imaging 2, 2011, 103); what is
 * right for an examination is the site's to say. A codestream is smaller still where nothing more is to be gained, and of a
 * very small frame nothing has to be cut off.
 *
 * <p>Besides the frame this takes the memory of its codestream some times over, that of a tile's codestream with hardly any
 * loss, and of one component of a tile, 64 MiB at most.
 */
public final class Jpeg2000Encoder implements BuiltInEncoder {

    /** The term for JPEG 2000 in Lossy Image Compression Method (PS3.3 C.7.6.1.1.5.1). */
    private static final String METHOD = "ISO_15444_1";

    private final CompressionRatio ratio = new CompressionRatio();

    @Override
    public String name() {
        return "jpeg-2000";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.JPEG_2000.uid());
    }

    @Override
    public List<PluginSetting> settings() {
        return List.of(CompressionRatio.setting("JPEG 2000 (.91)"));
    }

    @Override
    public void configure(Map<String, String> settings) {
        ratio.configure(settings);
    }

    @Override
    public long workingMemory(FrameShape declared) {
        return Jpeg2000Frames.workingMemory(declared);
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        return IrreversibleFrame.encode(
                frame,
                declared,
                Coding.LOSSY,
                ratio,
                (reader, style, bytes) -> new CodedFrame(style, new RateCoding(reader, style).tiles(bytes)),
                METHOD);
    }
}
