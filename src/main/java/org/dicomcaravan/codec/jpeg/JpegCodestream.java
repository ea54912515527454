package org.dicomcaravan.codec.jpeg;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dicomcaravan.dicom.DicomException;

/**
 * A JPEG codestream (ISO/IEC 10918-1 Annex B): its headers, and which colours it has. Nothing is decoded and no sample
 * looked at. Immutable.
 */
public final class JpegCodestream {

    static final String RGB = "RGB";
    static final String YCC = "YBR_FULL";

    /** SOI and, where colours need saying, an Adobe segment with transform 0: the components are RGB. */
    private static final byte[] SOI = {-1, (byte) 0xD8};

    private static final byte[] EOI = {-1, (byte) 0xD9};
    private static final byte[] ADOBE_RGB = {-1, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};

    /** Where a frame header segment has its number of lines. */
    private static final int ROWS = 5;

    /** Bytes from a position up to another. */
    record Span(int from, int to) {}

    private final byte[] bytes;
    private final JpegFrame frame;
    private final boolean jfif;
    private final OptionalInt adobeTransform;
    private final int scans;
    private final List<Span> coding;
    private final int end;

    JpegCodestream(
            byte[] bytes,
            JpegFrame frame,
            boolean jfif,
            OptionalInt adobeTransform,
            int scans,
            List<Span> coding,
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

    JpegFrame frame() {
        return frame;
    }

    /** The codestream itself. */
    byte[] bytes() {
        return bytes;
    }

    /** The frame header, the tables and the scans, each from its marker to its end, in their order. */
    List<Span> coding() {
        return coding;
    }

    /** Whether the frame header leaves the number of lines to a DNL segment, which hardly any program reads. */
    boolean saysRowsLate() {
        return coding.stream()
                .anyMatch(span -> JpegFrame.isHeader(bytes[span.from() + 1] & 0xFF)
                        && JpegFrame.word(bytes, span.from() + ROWS) == 0);
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
        if (frame.process() != JpegFrame.BASELINE || frame.precision() != Byte.SIZE || saysRowsLate()) {
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
        for (Span span : coding) {
            length += span.to() - span.from();
        }
        ByteBuffer neutral = ByteBuffer.allocate(length).put(SOI);
        if (marked) {
            neutral.put(ADOBE_RGB);
        }
        for (Span span : coding) {
            neutral.put(bytes, span.from(), span.to() - span.from());
        }
        return neutral.put(EOI).array();
    }
}
