package org.dicomcaravan.codec.jpegls;

import java.io.InterruptedIOException;
import java.util.Set;
import org.dicomcaravan.codec.BuiltInDecoder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * JPEG-LS, lossless and near-lossless (PS3.5 8.2.3, T.87): all interleave modes, preset parameters, restart markers,
 * samples of 2 to 16 bits, and HP's colour transforms, which give RGB.
 *
 * <p>JPEG-LS knows no sign: words hold what the codestream has, with zeros above its precision. Each sample takes
 * bounded time, and besides the frame a few of its lines are in memory.
 */
public final class JpegLsDecoder implements BuiltInDecoder {

    private static final int MOST_BYTES = Integer.MAX_VALUE - Long.BYTES; // of an array

    @Override
    public String name() {
        return "jpeg-ls";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.JPEG_LS.uid(), TransferSyntax.JPEG_LS_NEAR_LOSSLESS.uid());
    }

    @Override
    public DecodedFrame decode(byte[] codestream, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        Reception reception = new Reception(declared);
        ColourTransform transform = new ImageDecoder(codestream).decode(reception);
        byte[] words = reception.samples.words();
        transform.invert(words, reception.width, reception.precision);
        return new DecodedFrame(
                declared.rows(),
                declared.columns(),
                declared.samplesPerPixel(),
                Byte.SIZE * reception.width,
                reception.precision,
                declared.signed(),
                transform == ColourTransform.NONE ? declared.wholePhotometricInterpretation() : "RGB",
                words);
    }

    /** Compares the codestream with what the data set says before it makes room for the samples. */
    private static final class Reception implements ImageDecoder.Receiver {

        private final FrameShape declared;
        private int precision;
        private int width;
        private FrameSamples samples;

        Reception(FrameShape declared) {
            this.declared = declared;
        }

        @Override
        public LineSink begin(FrameHeader frame) throws DicomException {
            int components = frame.components().size();
            if (frame.rows() != declared.rows()
                    || frame.columns() != declared.columns()
                    || components != declared.samplesPerPixel()) {
                throw DicomException.invalid(
                        "the JPEG-LS codestream has %d x %d pixels of %d samples, the data set says %d x %d of %d"
                                .formatted(
                                        frame.columns(),
                                        frame.rows(),
                                        components,
                                        declared.columns(),
                                        declared.rows(),
                                        declared.samplesPerPixel()));
            }
            if (frame.subsampled()) {
                throw DicomException.unsupported("JPEG-LS with subsampled components, which DICOM does not allow");
            }
            precision = frame.precision();
            width = Math.max(declared.bitsAllocated(), precision > Byte.SIZE ? Short.SIZE : Byte.SIZE) / Byte.SIZE;
            long bytes = (long) frame.rows() * frame.columns() * components * width;
            if (bytes > MOST_BYTES) {
                throw DicomException.invalid("a JPEG-LS frame of %d bytes, %d at most".formatted(bytes, MOST_BYTES));
            }
            samples = new FrameSamples(frame.rows(), frame.columns(), components, width);
            return samples;
        }
    }
}
