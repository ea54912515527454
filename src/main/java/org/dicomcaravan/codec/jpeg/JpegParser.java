package org.dicomcaravan.codec.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;
import org.dicomcaravan.codec.jpegsyntax.MarkerReader;
import org.dicomcaravan.codec.jpegsyntax.Markers;
import org.dicomcaravan.codec.jpegsyntax.Segment;
import org.dicomcaravan.dicom.DicomException;

/**
 * Takes a JPEG codestream apart, marker by marker (ISO/IEC 10918-1 B.1.1), from SOI to EOI. Bytes between segments are
 * skipped, as decoders do.
 */
final class JpegParser {

    /** Real codestreams have some dozens; each costs more memory here than it does there. */
    private static final int MOST_SEGMENTS = 10_000;

    private final byte[] bytes;
    private final List<JpegCodestream.Part> coding = new ArrayList<>();
    private FrameHeader frame;
    private boolean jfif;
    private OptionalInt adobe = OptionalInt.empty();
    private int scans;

    JpegParser(byte[] bytes) {
        this.bytes = bytes;
    }

    JpegCodestream parse() throws DicomException {
        MarkerReader markers = new MarkerReader(bytes, "its EOI (FFD9)");
        for (int marker = markers.next(); marker != Markers.EOI; marker = markers.next()) {
            Segment segment = markers.segment(marker);
            if (marker == Markers.SOS) {
                scan(markers);
            } else {
                take(segment);
            }
            if (isCoding(marker)) {
                add(new JpegCodestream.Part(segment, markers.at()));
            }
        }
        if (scans == 0) {
            throw DicomException.invalid("a JPEG codestream without " + (frame == null ? "frame header" : "scan"));
        }
        return new JpegCodestream(bytes, frame, jfif, adobe, scans, List.copyOf(coding), markers.at());
    }

    private void scan(MarkerReader markers) throws DicomException {
        if (frame == null) {
            throw DicomException.invalid("a JPEG scan before the frame header");
        }
        scans++;
        markers.skipScan();
    }

    private void take(Segment segment) throws DicomException {
        int marker = segment.marker();
        if (Markers.isFrameHeader(marker)) {
            if (frame != null) {
                throw DicomException.invalid("a JPEG codestream with two frame headers");
            }
            frame = FrameHeader.read(segment);
        } else if (marker == Markers.DNL) {
            numberOfLines(segment);
        } else if (frame == null && marker == Markers.APP0 && segment.startsWith("JFIF\0")) {
            jfif = true;
        } else if (frame == null && segment.adobeTransform().isPresent()) {
            adobe = segment.adobeTransform();
        }
    }

    private static boolean isCoding(int marker) {
        return switch (marker) {
            case Markers.SOS, Markers.DHT, Markers.DQT, Markers.DRI -> true;
            default -> Markers.isFrameHeader(marker);
        };
    }

    private void add(JpegCodestream.Part part) throws DicomException {
        if (coding.size() == MOST_SEGMENTS) {
            throw DicomException.invalid("more than " + MOST_SEGMENTS + " tables and scans in a JPEG codestream");
        }
        coding.add(part);
    }

    /** Says the lines of a frame whose header left them open, right behind its first scan (B.2.5). */
    private void numberOfLines(Segment segment) throws DicomException {
        if (scans != 1 || segment.length() != 2) {
            throw DicomException.invalid("a DNL segment of %d bytes after %d scans".formatted(segment.length(), scans));
        }
        if (frame.rows() == 0) {
            frame = frame.withRows(segment.word(0));
        }
    }
}
