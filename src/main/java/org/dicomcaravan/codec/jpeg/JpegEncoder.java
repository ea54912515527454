package org.dicomcaravan.codec.jpeg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dicomcaravan.codec.BuiltInEncoder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.YbrFull;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.FrameShape;
import org.dicomcaravan.dicom.TransferSyntax;

/**
 * JPEG Baseline and JPEG Extended (PS3.5 8.2.1): grey as one component, colour as YBR_FULL_422. Baseline holds 8 bits,
 * and is written by ImageIO. Extended is written here, as SOF1, since that is the process that its syntax names: words of
 * 16 bits, of which up to 12 are stored, with 12 bits, and those of 8 bits with 8. Bits outside Bits Stored become 0, since
 * a lossy code would spread them over their neighbours. The setting {@code quality} is a number from 1 to 100, 90 unless
 * given; it sets the same quantization steps for 8 and 12 bits, so the same number is much finer for 12.
 */
public final class JpegEncoder implements BuiltInEncoder {

    /** The term for JPEG in Lossy Image Compression Method (PS3.3 C.7.6.1.1.5.1). */
    private static final String METHOD = "ISO_10918_1";

    private static final int TWELVE_BITS = 12;

    private volatile int quality = BaselineJpeg.DEFAULT_QUALITY;

    @Override
    public String name() {
        return "jpeg";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.JPEG_BASELINE.uid(), TransferSyntax.JPEG_EXTENDED.uid());
    }

    @Override
    public void configure(Map<String, String> settings) {
        String given = settings.get("quality");
        if (given == null) {
            return;
        }
        if (!given.matches("[1-9][0-9]?|100")) {
            throw new IllegalArgumentException("quality \"" + given + "\" is no number from 1 to 100");
        }
        quality = Integer.parseInt(given);
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax) throws DicomException {
        boolean extended = syntax.equals(TransferSyntax.JPEG_EXTENDED);
        check(frame, declared, extended);
        DecodedFrame pixels = pixels(frame);
        boolean grey = pixels.samplesPerPixel() == 1;
        byte[] codestream = extended ? extended(pixels, declared) : baseline(pixels, declared);
        return new EncodedFrame(
                codestream, grey ? frame.photometricInterpretation() : "YBR_FULL_422", Optional.of(METHOD));
    }

    private static void check(DecodedFrame frame, FrameShape declared, boolean extended) throws DicomException {
        boolean signed = frame.signed() || declared.signed();
        boolean fits = frame.bitsAllocated() == Byte.SIZE
                || extended && frame.bitsAllocated() == Short.SIZE && declared.highBit() < TWELVE_BITS;
        if (signed || !fits) {
            throw DicomException.invalid("%s samples of %d bits, the highest one bit %d; %s"
                    .formatted(
                            signed ? "signed" : "unsigned",
                            frame.bitsAllocated(),
                            declared.highBit(),
                            extended
                                    ? "JPEG Extended holds unsigned ones up to bit 11"
                                    : "JPEG Baseline holds unsigned ones of 8"));
        }
    }

    private byte[] extended(DecodedFrame frame, FrameShape declared) throws DicomException {
        int precision = frame.bitsAllocated() == Byte.SIZE ? Byte.SIZE : TWELVE_BITS;
        return ExtendedJpeg.encode(frame, mask(declared), precision, quality);
    }

    private byte[] baseline(DecodedFrame frame, FrameShape declared) throws DicomException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(frame.samples().length / 4 + 1024);
        try {
            BaselineJpeg.halvedAcross(quality)
                    .write(stored(frame, mask(declared)), frame.columns(), frame.rows(), frame.samplesPerPixel(), out);
        } catch (IOException e) {
            throw new UncheckedIOException("a stream in memory can't fail", e);
        }
        return out.toByteArray();
    }

    /** Grey or RGB. */
    private static DecodedFrame pixels(DecodedFrame frame) throws DicomException {
        String photometric = frame.photometricInterpretation();
        return switch (frame.samplesPerPixel() + " " + photometric) {
            case "1 MONOCHROME1", "1 MONOCHROME2", "3 RGB", "3 YBR_RCT", "3 YBR_ICT" -> frame;
            case "3 YBR_FULL" -> YbrFull.toRgb(frame);
            case "3 YBR_FULL_422" -> YbrFull.toRgb(YbrFull.replicated(frame));
            default ->
                throw DicomException.invalid("%s of %d samples; JPEG holds grey, RGB and YBR_FULL"
                        .formatted(photometric, frame.samplesPerPixel()));
        };
    }

    private static int mask(FrameShape declared) {
        return (1 << declared.bitsStored()) - 1 << declared.highBit() + 1 - declared.bitsStored();
    }

    private static byte[] stored(DecodedFrame frame, int mask) {
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
