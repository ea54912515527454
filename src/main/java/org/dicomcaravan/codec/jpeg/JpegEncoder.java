package org.dicomcaravan.codec.jpeg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.dicomcaravan.codec.BuiltInEncoder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.YbrFull;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.plugin.WholeNumber;

/**
 * JPEG Baseline and JPEG Extended (PS3.5 8.2.1): grey as one component, colour as YBR_FULL_422. Baseline holds 8 bits,
 * and is written by ImageIO. Extended is written here, as SOF1, since that is the process that its syntax names: words of
 * 16 bits with 12, and those of 8 bits with 8. Bits outside Bits Stored become 0, since a lossy code would spread them over
 * their neighbours. The setting {@code quality} is a number from 1 to 100, 90 unless
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
        quality = WholeNumber.of(settings, "quality", 1, 100).orElse(BaselineJpeg.DEFAULT_QUALITY);
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax) throws DicomException {
        boolean extended = syntax.equals(TransferSyntax.JPEG_EXTENDED);
        int bits = extended && frame.bitsAllocated() == Short.SIZE ? TWELVE_BITS : Byte.SIZE;
        check(frame, declared, bits);
        DecodedFrame pixels = pixels(frame);
        boolean grey = pixels.samplesPerPixel() == 1;
        byte[] codestream =
                extended ? ExtendedJpeg.encode(pixels, mask(declared), bits, quality) : baseline(pixels, declared);
        return new EncodedFrame(
                codestream,
                grey ? frame.photometricInterpretation() : "YBR_FULL_422",
                Optional.of(METHOD),
                declared.highBit() < bits ? OptionalInt.empty() : OptionalInt.of(bits));
    }

    /**
     * JPEG knows no sign, and few bits. What is declared with more is held as long as no sample needs them: a sign, or a
     * bit that is too high. Not where something hangs on how many bits are declared: the middle of chroma, what white is,
     * or where a sample starts.
     */
    private static void check(DecodedFrame frame, FrameShape declared, int bits) throws DicomException {
        int words = bits > Byte.SIZE ? Short.SIZE : Byte.SIZE;
        boolean signed = frame.signed() || declared.signed();
        int most = (1 << bits - (signed ? 1 : 0)) - 1;
        if (frame.bitsAllocated() != words
                || (signed || declared.highBit() >= bits) && highest(frame.samples(), words, mask(declared)) > most) {
            throw DicomException.invalid(
                    "%s samples of %d bits, the highest one bit %d; this JPEG holds 0 to %d in %d bits"
                            .formatted(
                                    signed ? "signed" : "unsigned",
                                    frame.bitsAllocated(),
                                    declared.highBit(),
                                    most,
                                    words));
        }
        boolean whole = declared.bitsStored() == bits && declared.highBit() == bits - 1;
        boolean fromZero = declared.highBit() == declared.bitsStored() - 1;
        if (frame.samplesPerPixel() > 1 && !whole || declared.highBit() >= bits && !fromZero) {
            throw DicomException.invalid("%s with %d bits stored, the highest one bit %d; this JPEG holds it with %d"
                    .formatted(frame.photometricInterpretation(), declared.bitsStored(), declared.highBit(), bits));
        }
    }

    /** The largest sample, a negative one being larger than all others. */
    private static int highest(byte[] samples, int words, int mask) {
        int highest = 0;
        if (words == Byte.SIZE) {
            for (byte sample : samples) {
                highest = Math.max(highest, sample & mask);
            }
        } else {
            for (int i = 0; i + 1 < samples.length; i += 2) {
                highest = Math.max(highest, (samples[i] & 0xFF | (samples[i + 1] & 0xFF) << 8) & mask);
            }
        }
        return highest;
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
