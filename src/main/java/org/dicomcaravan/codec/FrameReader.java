package org.dicomcaravan.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
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
    private final Codecs codecs;
    private final FrameMemory.Share memory;

    private FrameReader(PixelData pixels, TransferSyntax syntax, Codecs codecs, FrameMemory.Share memory) {
        this.pixels = pixels;
        this.shape = pixels.shape();
        this.syntax = syntax;
        this.codecs = codecs;
        this.memory = memory;
    }

    /**
     * A frame that was read.
     *
     * @param samples as stored, or as the codestream gives them
     * @param syntax the transfer syntax that the frame is really in: see {@link JpegProcess}
     */
    public record Reading(DecodedFrame samples, TransferSyntax syntax) {}

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
        if (there && syntax.isEncapsulated()) {
            codecs.requireDecoder(syntax);
        }
        PixelData pixels = PixelData.of(object)
                .orElseThrow(() ->
                        new DicomException(DicomException.Reason.NO_PIXEL_DATA, "the instance has no pixel data"));
        if (pixels.encapsulated() != syntax.isEncapsulated()) {
            throw DicomException.unsupported("pixel data is %s, which transfer syntax %s does not allow"
                    .formatted(pixels.encapsulated() ? "encapsulated" : "not encapsulated", syntax.uid()));
        }
        checkShape(pixels.shape());
        return new FrameReader(pixels, syntax, codecs, memory);
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
    public Reading read(int frame) throws IOException, DicomException {
        if (syntax.isNative()) {
            shape.checkPairs(); // codestreams have pairs of pixels of their own
        }
        hold(0);
        return syntax.isNative() ? new Reading(stored(frame), syntax) : decoded(frame);
    }

    /**
     * Takes the memory for all frames, one after the other, and for what is made of each. Needs not be called by those who
     * need no more than the samples three times.
     *
     * @param making what is needed beside a frame's samples once it is decoded, in bytes
     * @throws DicomException if a frame needs more than the limit
     */
    public void hold(long making) throws IOException, DicomException {
        memory.hold(pixels, Math.max(workingMemory(), making));
    }

    private long workingMemory() {
        return codecs.decoder(syntax.uid())
                .map(decoder -> decoder.workingMemory(shape))
                .orElse(0L);
    }

    /** The samples of {@link #read}. */
    public DecodedFrame decode(int frame) throws IOException, DicomException {
        return read(frame).samples();
    }

    /**
     * A frame's samples for other programs: as {@link #decode} gives them, but what a JPEG with cosine transform stores
     * as YCbCr is RGB.
     */
    public DecodedFrame samples(int frame) throws IOException, DicomException {
        Reading read = read(frame);
        boolean ycc = JpegProcess.isCosine(read.syntax())
                && read.samples().photometricInterpretation().equals("YBR_FULL");
        return ycc ? YbrFull.toRgb(read.samples()) : read.samples();
    }

    /** Whether {@link #samples} are the stored bytes in little endian, so that nobody needs to hold a frame to copy it. */
    public boolean streams() {
        return syntax.isNative() && !shape.hasPlanes();
    }

    private Reading decoded(int frame) throws IOException, DicomException {
        byte[] codestream = pixels.frame(frame);
        TransferSyntax actual = JpegProcess.syntaxOf(codestream, syntax);
        FrameDecoder decoder = codecs.requireDecoder(actual);
        DecodedFrame decoded;
        try {
            decoded = decoder.decode(codestream, shape, actual);
        } catch (RuntimeException e) {
            throw new DicomException(
                    DicomException.Reason.INVALID,
                    "frame %d does not decode: %s failed with %s".formatted(frame + 1, decoder.name(), e),
                    e);
        }
        check(decoded, frame);
        return new Reading(decoded, actual);
    }

    private void check(DecodedFrame decoded, int frame) throws DicomException {
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
    }

    private DecodedFrame stored(int frame) throws IOException, DicomException {
        byte[] samples = new byte[Math.toIntExact(pixels.frameLength(frame))];
        try (InputStream in = pixels.openLittleEndianFrame(frame)) {
            if (in.readNBytes(samples, 0, samples.length) < samples.length) {
                throw new EOFException("the file ends inside frame " + (frame + 1));
            }
        }
        return DecodedFrame.ofNative(samples, shape);
    }
}
