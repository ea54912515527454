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
 * High-Throughput JPEG 2000 with loss, PS3.5 8.2.4 and A.4.4: words of 8 or 16 bits, one or three to a pixel, by the
 * irreversible wavelet. RGB becomes YBR_ICT; other colours stay. Bits that are not stored are left out.
 *
 * <p>The setting {@code ratio} is that of {@link Jpeg2000Encoder}. It is reached by the quantization step alone, for which some are
 * tried: a codestream is up to 2 % smaller than the ratio asks, and smaller still where nothing more is to be gained. At the same
 * ratio, JPEG 2000 with loss is nearer to the original.
 *
 * <p>Besides the frame this takes the memory of its codestream some times over, and of one component of a tile, 64 MiB at most.
 */
public final class HtJpeg2000Encoder implements BuiltInEncoder {

    /** The term for High-Throughput JPEG 2000 in Lossy Image Compression Method (PS3.3 C.7.6.1.1.5.1). */
    private static final String METHOD = "ISO_15444_15";

    private final CompressionRatio ratio = new CompressionRatio();

    @Override
    public String name() {
        return "htj2k";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.HTJ2K.uid());
    }

    @Override
    public List<PluginSetting> settings() {
        return List.of(CompressionRatio.setting("High-Throughput JPEG 2000 (.203)"));
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
                Coding.highThroughput(Coding.FINEST_STEP),
                ratio,
                (reader, style, bytes) -> new StepSearch(reader, style).within(bytes),
                METHOD);
    }
}
