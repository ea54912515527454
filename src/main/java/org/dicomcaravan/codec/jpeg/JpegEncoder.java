package org.dicomcaravan.codec.jpeg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.FrameEncoder;
import org.dicomcaravan.codec.YbrFull;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.FrameShape;
import org.dicomcaravan.dicom.TransferSyntax;

/**
 * JPEG Baseline (PS3.5 8.2.1): grey of 8 bits as one component, colour as YBR_FULL_422. Bits outside Bits Stored become
 * 0, since a lossy code would spread them over their neighbours. The setting {@code quality} is a number from 1 to 100,
 * 90 unless given.
 */
public final class JpegEncoder implements FrameEncoder {

    /** The term for JPEG in Lossy Image Compression Method (PS3.3 C.7.6.1.1.5.1). */
    private static final String METHOD = "ISO_10918_1";

    private volatile BaselineJpeg writer = BaselineJpeg.halvedAcross(BaselineJpeg.DEFAULT_QUALITY);

    @Override
    public String name() {
        return "jpeg";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.JPEG_BASELINE.uid());
    }

    @Override
    public int order() {
        return Codecs.BUILT_IN_ORDER;
    }

    @Override
    public String since() {
        return "0.1.0";
    }

    @Override
    public void configure(Map<String, String> settings) {
        String quality = settings.get("quality");
        if (quality == null) {
            return;
        }
        if (!quality.matches("[1-9][0-9]?|100")) {
            throw new IllegalArgumentException("quality \"" + quality + "\" is no number from 1 to 100");
        }
        writer = BaselineJpeg.halvedAcross(Integer.parseInt(quality));
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax) throws DicomException {
        if (frame.bitsAllocated() != Byte.SIZE || frame.signed()) {
            throw DicomException.invalid("%s samples of %d bits; JPEG Baseline holds unsigned ones of 8"
                    .formatted(frame.signed() ? "signed" : "unsigned", frame.bitsAllocated()));
        }
        DecodedFrame pixels = pixels(frame);
        boolean grey = pixels.samplesPerPixel() == 1;
        ByteArrayOutputStream out = new ByteArrayOutputStream(pixels.samples().length / 4 + 1024);
        try {
            writer.write(stored(pixels, declared), pixels.columns(), pixels.rows(), pixels.samplesPerPixel(), out);
        } catch (IOException e) {
            throw new UncheckedIOException("a stream in memory can't fail", e);
        }
        return new EncodedFrame(
                out.toByteArray(), grey ? frame.photometricInterpretation() : "YBR_FULL_422", Optional.of(METHOD));
    }

    /** Grey or RGB. */
    private static DecodedFrame pixels(DecodedFrame frame) throws DicomException {
        String photometric = frame.photometricInterpretation();
        return switch (frame.samplesPerPixel() + " " + photometric) {
            case "1 MONOCHROME1", "1 MONOCHROME2", "3 RGB", "3 YBR_RCT", "3 YBR_ICT" -> frame;
            case "3 YBR_FULL" -> YbrFull.toRgb(frame);
            case "3 YBR_FULL_422" -> YbrFull.toRgb(YbrFull.replicated(frame));
            default ->
                throw DicomException.invalid("%s of %d samples; JPEG Baseline holds grey, RGB and YBR_FULL"
                        .formatted(photometric, frame.samplesPerPixel()));
        };
    }

    private static byte[] stored(DecodedFrame frame, FrameShape declared) {
        int mask = (1 << declared.bitsStored()) - 1 << declared.highBit() + 1 - declared.bitsStored();
        byte[] samples = frame.samples();
        if (mask == 0xFF) {
            return samples;
        }
        byte[] masked = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            masked[i] = (byte) (samples[i] & mask);
        }
        return masked;
    }
}
