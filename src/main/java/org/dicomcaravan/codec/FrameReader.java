package org.dicomcaravan.codec;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.dicom.pixels.PixelData;
import org.dicomcaravan.dicom.reading.DicomObject;

/**
 * The frames of an object as samples, whether they are stored as samples or as codestreams. Frames count from 0. Holds
 * no frame; each call costs the memory of one frame and its codestream. Safe for any number of threads, as long as the
 * object is open.
 */
public final class FrameReader {

    private static final Set<Integer> WORDS = Set.of(1, 8, 16, 32, 64);
    private static final int MOST_SAMPLES = 4;

    private final PixelData pixels;
    private final FrameShape shape;
    private final TransferSyntax syntax;
    private final Optional<FrameDecoder> decoder;
    private final FrameMemory.Share memory;

    private FrameReader(
            PixelData pixels, TransferSyntax syntax, Optional<FrameDecoder> decoder, FrameMemory.Share memory) {
        this.pixels = pixels;
        this.shape = pixels.shape();
        this.syntax = syntax;
        this.decoder = decoder;
        this.memory = memory;
    }

    /** A reader of its own, which shares memory with no other and has the limit of {@link FrameMemory#ofHeap()}. */
    public static FrameReader of(DicomObject object, Codecs codecs) throws IOException, DicomException {
        return of(object, codecs, FrameMemory.ofHeap().share(() -> {}));
    }

    /**
     * A reader of an object's frames.
     *
     * @param memory what frames are decoded into, from the first one on; it stays the caller's to close
     * @throws DicomException NO_PIXEL_DATA if there are no frames; UNSUPPORTED if nobody decodes the transfer syntax;
     *     INVALID if the frames are incomplete or their description makes no sense
     */
    public static FrameReader of(DicomObject object, Codecs codecs, FrameMemory.Share memory)
            throws IOException, DicomException {
        TransferSyntax syntax = object.transferSyntax();
        boolean there = object.dataSet().elements().stream()
                .anyMatch(element -> Tag.isPixelData(element.tag()) && !element.isEmpty());
        Optional<FrameDecoder> decoder = Optional.empty();
        if (there && syntax.isEncapsulated()) {
            decoder = Optional.of(codecs.requireDecoder(syntax));
        }
        PixelData pixels = PixelData.of(object)
                .orElseThrow(() ->
                        new DicomException(DicomException.Reason.NO_PIXEL_DATA, "the instance has no pixel data"));
        if (pixels.encapsulated() != syntax.isEncapsulated()) {
            throw DicomException.unsupported("pixel data is %s, which transfer syntax %s does not allow"
                    .formatted(pixels.encapsulated() ? "encapsulated" : "not encapsulated", syntax.uid()));
        }
        checkShape(pixels.shape());
        return new FrameReader(pixels, syntax, decoder, memory);
    }

    private static void checkShape(FrameShape shape) throws DicomException {
        if (shape.rows() < 1 || shape.columns() < 1) {
            throw DicomException.invalid("a frame of %d rows and %d columns".formatted(shape.rows(), shape.columns()));
        }
        boolean wordsFit = !shape.floating() || shape.bitsAllocated() >= 32;
        if (!WORDS.contains(shape.bitsAllocated()) || !wordsFit || shape.bitsStored() > shape.bitsAllocated()) {
            throw DicomException.invalid("%d bits stored in %d allocated; 1, 8, 16, 32 and 64 allocated can be read"
                    .formatted(shape.bitsStored(), shape.bitsAllocated()));
        }
        if (shape.samplesPerPixel() < 1 || shape.samplesPerPixel() > MOST_SAMPLES) {
            throw DicomException.invalid(
                    "%d samples per pixel; 1 to %d can be read".formatted(shape.samplesPerPixel(), MOST_SAMPLES));
        }
    }

    /** Frames there are. */
    public int frames() {
        return pixels.frames();
    }

    /** What the data set says of each frame; sizes, words and samples per pixel are checked. */
    public FrameShape shape() {
        return shape;
    }

    /** The transfer syntax that the frames are stored in. */
    public TransferSyntax transferSyntax() {
        return syntax;
    }

    /**
     * A frame's samples as stored, or as the codestream gives them: see {@link FrameDecoder#decode}.
     *
     * @throws DicomException if the frame does not decode, or needs more than the limit; INVALID if its pixels should share
     *     their chroma in pairs and are not even in number
     */
    public DecodedFrame decode(int frame) throws IOException, DicomException {
        if (decoder.isEmpty()) {
            shape.checkPairs(); // codestreams have pairs of pixels of their own
        }
        long size = DecodedFrame.bytes(
                shape.rows(),
                shape.columns(),
                shape.samplesPerPixel(),
                shape.bitsAllocated(),
                shape.photometricInterpretation());
        memory.hold(size);
        return decoder.isPresent() ? decoded(decoder.get(), frame) : read(frame);
    }

    /**
     * A frame's samples for other programs: as {@link #decode} gives them, but what a JPEG with cosine transform stores
     * as YCbCr is RGB.
     */
    public DecodedFrame samples(int frame) throws IOException, DicomException {
        DecodedFrame decoded = decode(frame);
        return isCosine() && decoded.photometricInterpretation().equals("YBR_FULL") ? YbrFull.toRgb(decoded) : decoded;
    }

    /** Whether {@link #openSamples} copies stored bytes without holding a frame, whatever its size. */
    public boolean streams() {
        return decoder.isEmpty() && !shape.hasPlanes();
    }

    /** The bytes of {@link #samples}; as a copy of what is stored where {@link #streams} says so. */
    public InputStream openSamples(int frame) throws IOException, DicomException {
        return streams()
                ? pixels.openLittleEndianFrame(frame)
                : new ByteArrayInputStream(samples(frame).samples());
    }

    private DecodedFrame decoded(FrameDecoder by, int frame) throws IOException, DicomException {
        byte[] codestream = pixels.frame(frame, (int) Math.min(memory.perFrame(), Integer.MAX_VALUE));
        DecodedFrame decoded;
        try {
            decoded = by.decode(codestream, shape, syntax);
        } catch (UncheckedIOException e) {
            throw e.getCause(); // not what is wrong with the frame
        } catch (RuntimeException e) {
            throw new DicomException(
                    DicomException.Reason.INVALID,
                    "frame %d does not decode: %s failed with %s".formatted(frame + 1, by.name(), e),
                    e);
        }
        if (decoded.rows() != shape.rows()
                || decoded.columns() != shape.columns()
                || decoded.samplesPerPixel() != shape.samplesPerPixel()
                || decoded.bitsAllocated() < shape.bitsAllocated()) {
            throw DicomException.invalid(
                    "frame %d decodes to %d x %d pixels of %d samples of %d bits, the data set says %d x %d of %d of %d"
                            .formatted(
                                    frame + 1,
                                    decoded.columns(),
                                    decoded.rows(),
                                    decoded.samplesPerPixel(),
                                    decoded.bitsAllocated(),
                                    shape.columns(),
                                    shape.rows(),
                                    shape.samplesPerPixel(),
                                    shape.bitsAllocated()));
        }
        return decoded;
    }

    private DecodedFrame read(int frame) throws IOException, DicomException {
        byte[] samples = new byte[Math.toIntExact(pixels.frameLength(frame))];
        try (InputStream in = pixels.openLittleEndianFrame(frame)) {
            if (in.readNBytes(samples, 0, samples.length) < samples.length) {
                throw new EOFException("the file ends inside frame " + (frame + 1));
            }
        }
        return DecodedFrame.ofNative(samples, shape);
    }

    private boolean isCosine() {
        return syntax.equals(TransferSyntax.JPEG_BASELINE)
                || syntax.equals(TransferSyntax.JPEG_EXTENDED)
                || syntax.equals(TransferSyntax.JPEG_SPECTRAL_SELECTION)
                || syntax.equals(TransferSyntax.JPEG_PROGRESSIVE);
    }
}
