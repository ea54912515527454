package org.dicomcaravan.codec.jpeg;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dicomcaravan.codec.jpegsyntax.AdobeRgb;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;
import org.dicomcaravan.codec.jpegsyntax.Markers;
import org.dicomcaravan.codec.jpegsyntax.Segment;
import org.dicomcaravan.dicom.DicomException;

/**
 * A JPEG codestream (ISO/IEC 10918-1 Annex B): its headers, and which colours it has. Nothing is decoded and no sample
 * looked at. Immutable.
 */
public final class JpegCodestream {

    static final String RGB = "RGB";
    static final String YCC = "YBR_FULL";

    /** SOI and, where colours need saying, an Adobe segment with transform 0: the components are RGB. */
    private static final byte[] SOI = {-1, (byte) Markers.SOI};

    private static final byte[] EOI = {-1, (byte) Markers.EOI};
    private static final byte[] ADOBE_RGB = AdobeRgb.segment();

    /** Where a frame header segment has its number of lines. */
    private static final int ROWS = 1;

    /**
     * A segment, and what belongs to it.
     *
     * @param end index of the first byte behind the segment, or behind the entropy-coded data of a scan
     */
    record Part(Segment segment, int end) {

        private static final int MARKER_AND_LENGTH = 4;

        /** Index of the first byte of its marker. */
        int from() {
            return segment.from() - MARKER_AND_LENGTH;
        }

        int bytes() {
            return end - from();
        }
    }

    private final byte[] bytes;
    private final FrameHeader frame;
    private final boolean jfif;
    private final OptionalInt adobeTransform;
    private final int scans;
    private final List<Part> coding;
    private final int end;

    JpegCodestream(
            byte[] bytes,
            FrameHeader frame,
            boolean jfif,
            OptionalInt adobeTransform,
            int scans,
            List<Part> coding,
            int end) {
        this.bytes = bytes;
        this.frame = frame;
        this.jfif = jfif;
        this.adobeTransform = adobeTransform;
        this.scans = scans;
        this.coding = coding;
        this.end = end;
    }

    /**
     * Reads the markers of a codestream.
     *
     * @param bytes from SOI to EOI, perhaps with padding behind; not copied, so not to be changed
     * @throws DicomException INVALID where they don't make a whole codestream
     */
    public static JpegCodestream parse(byte[] bytes) throws DicomException {
        return new JpegParser(bytes).parse();
    }

    FrameHeader frame() {
        return frame;
    }

    /** The frame header, the tables and the scans, each from its marker to its end, in their order. */
    List<Part> coding() {
        return coding;
    }

    /** Whether the frame header leaves the number of lines to a DNL segment, which hardly any program reads. */
    boolean saysRowsLate() {
        return coding.stream()
                .map(Part::segment)
                .anyMatch(segment -> Markers.isFrameHeader(segment.marker()) && segment.word(ROWS) == 0);
    }

    /** Scans there are, at least one. */
    int scans() {
        return scans;
    }

    /**
     * The colours of three components: {@code RGB} or {@code YBR_FULL}, by the Adobe marker, JFIF, the names of the
     * components; and where none of these speaks, by the data set, as long as it is plausible: nobody subsamples RGB.
     */
    String colour(String photometricInterpretation) {
        if (!speaks() && photometricInterpretation.equals(RGB) && !frame.subsampled()) {
            return RGB;
        }
        return adobeTransform.isPresent() ? byAdobe() : jfif || !frame.isNamedRgb() ? YCC : RGB;
    }

    private boolean speaks() {
        return adobeTransform.isPresent() || jfif;
    }

    private String byAdobe() {
        return adobeTransform.orElseThrow() == 0 ? RGB : YCC;
    }

    /** What programs take three components for: libjpeg and all that follow it believe JFIF first. */
    private String assumed() {
        return jfif ? YCC : adobeTransform.isPresent() ? byAdobe() : frame.isNamedRgb() ? RGB : YCC;
    }

    /**
     * The codestream as a JPEG file that shows the right colours everywhere: up to its EOI, with an Adobe marker where
     * viewers would take RGB for YCbCr. Empty where that does not do: it is not baseline, or its markers mislead.
     *
     * @param photometricInterpretation of the data set
     */
    public Optional<byte[]> file(String photometricInterpretation) {
        boolean grey = frame.components() == 1;
        if (frame.process() != FrameHeader.BASELINE || frame.precision() != Byte.SIZE || saysRowsLate()) {
            return Optional.empty();
        }
        if (grey || frame.components() == 3 && assumed().equals(colour(photometricInterpretation))) {
            return Optional.of(Arrays.copyOf(bytes, end));
        }
        if (frame.components() != 3 || speaks()) {
            return Optional.empty();
        }
        byte[] marked = new byte[end + ADOBE_RGB.length];
        System.arraycopy(SOI, 0, marked, 0, SOI.length);
        System.arraycopy(ADOBE_RGB, 0, marked, SOI.length, ADOBE_RGB.length);
        System.arraycopy(bytes, SOI.length, marked, SOI.length + ADOBE_RGB.length, end - SOI.length);
        return Optional.of(marked);
    }

    /**
     * The same scans and tables, and no other segment, but for one that keeps decoders from any transform of colours:
     * what applications wrote into a file can neither break a decoder nor change its samples.
     */
    byte[] neutral() {
        boolean marked = frame.components() == 3;
        int length = SOI.length + (marked ? ADOBE_RGB.length : 0) + EOI.length;
        for (Part part : coding) {
            length += part.bytes();
        }
        ByteBuffer neutral = ByteBuffer.allocate(length).put(SOI);
        if (marked) {
            neutral.put(ADOBE_RGB);
        }
        for (Part part : coding) {
            neutral.put(bytes, part.from(), part.bytes());
        }
        return neutral.put(EOI).array();
    }
}
