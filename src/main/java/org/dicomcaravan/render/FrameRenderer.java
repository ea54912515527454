package org.dicomcaravan.render;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.codec.YbrFull;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.dicom.reading.DataSet;
import org.dicomcaravan.dicom.reading.DicomObject;

/**
 * Renders the frames of an image to 8-bit grey or RGB: the modality, VOI and presentation transforms, palettes and
 * colour conversions of PS3.3, with every half rounded up. Overlays, presentation states and shutters are not applied.
 *
 * <p>Frames count from 0. A call holds one frame, its codestream and its rendering. Safe for any number of threads, as
 * long as the object is open.
 */
public final class FrameRenderer {

    /** Samples per pixel of the photometric interpretations that can be rendered. */
    private static final Map<String, Integer> SAMPLES = Map.of(
            "MONOCHROME1", 1,
            "MONOCHROME2", 1,
            "PALETTE COLOR", 1,
            "RGB", 3,
            "YBR_FULL", 3,
            "YBR_FULL_422", 3,
            "YBR_RCT", 3,
            "YBR_ICT", 3);
    /** Other terms of PS3.3 C.7.6.3.1.2, the retired ones included. */
    private static final Set<String> UNRENDERED =
            Set.of("YBR_PARTIAL_420", "YBR_PARTIAL_422", "XYB", "HSV", "ARGB", "CMYK");

    /** Lossy codestreams with signed samples; in all others a negative value is the word that its bits make. */
    private static final Set<TransferSyntax> SIGNED =
            Set.of(TransferSyntax.JPEG_2000, TransferSyntax.JPEG_2000_MC, TransferSyntax.HTJ2K);

    private final FrameReader reader;
    private final FrameShape shape;
    private final DataSet top;
    private volatile GreyRenderer grey;

    private FrameRenderer(FrameReader reader, DataSet top) {
        this.reader = reader;
        this.shape = reader.shape();
        this.top = top;
    }

    /**
     * A renderer of an object's frames, on a reader of its own.
     *
     * @throws DicomException as {@link FrameReader#of}, and INVALID where the pixels have no look that is defined here
     */
    public static FrameRenderer of(DicomObject object, Codecs codecs) throws IOException, DicomException {
        return of(object, FrameReader.of(object, codecs));
    }

    /** Not what is no term of the standard's: what stands in the wrong place may be a patient's name. */
    private static String shown(String photometric) {
        if (photometric.isEmpty()) {
            return "no Photometric Interpretation";
        }
        boolean known = SAMPLES.containsKey(photometric) || UNRENDERED.contains(photometric);
        return known ? photometric : "a Photometric Interpretation that is no term of PS3.3 C.7.6.3.1.2";
    }

    /**
     * A renderer on top of a reader of the same object's frames.
     *
     * @throws DicomException INVALID where the pixels have no look that is defined here
     */
    public static FrameRenderer of(DicomObject object, FrameReader reader) throws DicomException {
        FrameShape shape = reader.shape();
        String photometric = shape.photometricInterpretation();
        Integer samples = SAMPLES.get(photometric);
        if (samples == null || samples != shape.samplesPerPixel()) {
            throw DicomException.invalid("%s with %d samples per pixel can't be rendered; %s can"
                    .formatted(
                            shown(photometric),
                            shape.samplesPerPixel(),
                            String.join(", ", SAMPLES.keySet().stream().sorted().toList())));
        }
        boolean grey = photometric.startsWith("MONOCHROME");
        if (shape.floating() && !grey || !shape.floating() && shape.bitsAllocated() > 32) {
            throw DicomException.invalid("%s of %d %s bits can't be rendered"
                    .formatted(photometric, shape.bitsAllocated(), shape.floating() ? "floating" : "integer"));
        }
        return new FrameRenderer(reader, object.dataSet());
    }

    /** Frames there are. */
    public int frames() {
        return reader.frames();
    }

    /**
     * Renders a frame.
     *
     * @throws DicomException if it does not decode or its palette is not usable
     */
    public RenderedFrame render(int frame) throws IOException, DicomException {
        FrameReader.Reading read = reader.read(frame);
        DecodedFrame decoded = read.samples();
        if (shape.floating()) {
            return floating(decoded, frame);
        }
        StoredBits bits = bits(shape.signed() || decoded.signed());
        DecodedFrame samples = mayOvershoot(read) ? clamped(read, bits) : decoded;
        if (shape.samplesPerPixel() > 1) {
            return colour(samples, bits);
        }
        return isPalette() ? palette(samples, bits) : grey(bits).render(samples, frame);
    }

    /** A file that says it has loss counts as one, also where a frame of it has none. */
    private boolean mayOvershoot(FrameReader.Reading read) {
        return read.syntax().lossy() || reader.transferSyntax().lossy();
    }

    private static DecodedFrame clamped(FrameReader.Reading read, StoredBits bits) throws InterruptedIOException {
        DecodedFrame decoded = read.samples();
        return Clamp.to(decoded, bits, decoded.signed() && SIGNED.contains(read.syntax()));
    }

    /**
     * Whether rendering would give each 8-bit sample of a frame its own value, whatever the pixels are: identity for
     * grey, no palette, and for colour no more than the conversion to RGB. Reads no pixels.
     */
    public boolean isIdentity(int frame) throws IOException, DicomException {
        if (shape.floating() || isPalette() || shape.bitsStored() != Byte.SIZE || shape.signed()) {
            return false;
        }
        return shape.samplesPerPixel() > 1 || grey(bits(false)).isIdentity(frame);
    }

    private boolean isPalette() {
        return shape.photometricInterpretation().equals("PALETTE COLOR");
    }

    private boolean isInverted() {
        return shape.photometricInterpretation().equals("MONOCHROME1");
    }

    private StoredBits bits(boolean signed) {
        return new StoredBits(shape.bitsStored(), shape.highBit() + 1 - shape.bitsStored(), signed);
    }

    /** Signedness may come from the codestream, so the renderer is made for the first frame that says it. */
    private GreyRenderer grey(StoredBits bits) throws IOException, DicomException {
        GreyRenderer known = grey;
        if (known == null || !known.bits().equals(bits)) {
            known = new GreyRenderer(top, bits, isInverted());
            grey = known;
        }
        return known;
    }

    private RenderedFrame floating(DecodedFrame samples, int frame) throws IOException, DicomException {
        FloatValues values = FloatValues.of(samples);
        Rescale rescale = Modality.linear(Places.of(top, frame)).rescale();
        Voi.FullRange range = values.range(rescale);
        byte[] levels = values.levels(rescale, range.curve(), isInverted());
        GreyRule rule = new GreyRule(new Modality.Linear(rescale), range, isInverted());
        return new RenderedFrame(samples.columns(), samples.rows(), 1, levels, rule.text());
    }

    private RenderedFrame palette(DecodedFrame samples, StoredBits bits) throws IOException, DicomException {
        Optional<Palette> palette = Palette.of(top, bits.signed());
        if (palette.isEmpty()) {
            throw DicomException.invalid("PALETTE COLOR without three usable Palette Color Lookup Tables");
        }
        return rgb(samples, palette.get().rgb(StoredValues.of(samples, bits)), "palette");
    }

    private static RenderedFrame colour(DecodedFrame samples, StoredBits bits)
            throws DicomException, InterruptedIOException {
        if (samples.bitsAllocated() < Byte.SIZE) {
            throw DicomException.invalid("colour of single bits can't be rendered");
        }
        DecodedFrame full =
                samples.photometricInterpretation().equals("YBR_FULL_422") ? YbrFull.replicated(samples) : samples;
        if (full.photometricInterpretation().equals("YBR_FULL")) {
            return rgb(full, Colour.ybr(full, bits), "YBR_FULL");
        }
        String rule = bits.stored() == Byte.SIZE ? "identity" : "RGB of " + bits.stored() + " bits";
        return rgb(full, Colour.rgb(StoredValues.of(full, bits)), rule);
    }

    private static RenderedFrame rgb(DecodedFrame frame, byte[] samples, String rule) {
        return new RenderedFrame(frame.columns(), frame.rows(), 3, samples, rule);
    }
}
