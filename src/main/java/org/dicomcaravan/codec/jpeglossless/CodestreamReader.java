package org.dicomcaravan.codec.jpeglossless;

import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;
import org.dicomcaravan.codec.jpegsyntax.HuffmanCodes;
import org.dicomcaravan.codec.jpegsyntax.MarkerReader;
import org.dicomcaravan.codec.jpegsyntax.Markers;
import org.dicomcaravan.codec.jpegsyntax.ScanHeader;
import org.dicomcaravan.codec.jpegsyntax.Segment;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * Decodes a codestream marker by marker (ISO/IEC 10918-1 Annex B), until all components are there: nothing behind them
 * is read, so EOI may be missing. For one thread and one codestream.
 */
final class CodestreamReader {

    /** A sample takes a bit at least. */
    private static final long SAMPLES_A_BYTE = 8;

    private final byte[] bytes;
    private final FrameShape declared;
    private final boolean bitsAfter16;
    private final DecodingTable[] tables = new DecodingTable[4];
    private final Set<Integer> decoded = new HashSet<>();
    private FrameHeader frame;
    private FrameSamples samples;
    private ScanReader scans;
    private OptionalInt adobe = OptionalInt.empty();
    private int restartInterval;
    private boolean linesUnknown;
    private boolean category16;

    /** @param bitsAfter16 see {@link DecodingTable} */
    CodestreamReader(byte[] bytes, FrameShape declared, boolean bitsAfter16) {
        this.bytes = bytes;
        this.declared = declared;
        this.bitsAfter16 = bitsAfter16;
    }

    /** Decodes; INVALID or UNSUPPORTED where that can't be done. */
    void read() throws DicomException, InterruptedIOException {
        MarkerReader markers = new MarkerReader(bytes, EntropyReader.DUE);
        while (linesUnknown || frame == null || decoded.size() < frame.components()) {
            Cancellation.check();
            int marker = markers.next();
            if (marker == Markers.EOI) {
                throw markers.truncated();
            }
            Segment segment = markers.segment(marker);
            if (marker == Markers.SOS) {
                markers.goTo(scan(segment));
            } else {
                take(segment);
            }
        }
    }

    FrameHeader frame() {
        return frame;
    }

    /** The words; not copied. */
    byte[] words() {
        return samples.words();
    }

    /** The transform that an Adobe marker names. */
    OptionalInt adobeTransform() {
        return adobe;
    }

    /**
     * Whether the codestream, as far as it was read, could be one whose encoder wrote bits behind category 16: there
     * are codes of it.
     */
    boolean hasCategory16() {
        return category16;
    }

    /** Whether intervals had more bits in them than the frame took. */
    boolean hasLeftover() {
        return scans != null && scans.hasLeftover();
    }

    private void take(Segment segment) throws DicomException {
        switch (segment.marker()) {
            case Markers.SOF3 -> frame(FrameHeader.read(segment));
            case Markers.DHT -> tables(segment);
            case Markers.DNL -> lines(segment);
            case Markers.DRI -> restartInterval = segment.restartInterval();
            case Markers.DHP, Markers.EXP -> throw DicomException.unsupported("hierarchical JPEG can't be decoded");
            case Markers.APP14 -> adobe = segment.adobeTransform().isPresent() ? segment.adobeTransform() : adobe;
            default -> {
                if (Markers.isFrameHeader(segment.marker())) {
                    throw otherProcess(segment.marker() - Markers.SOF0);
                }
            }
        }
    }

    private static DicomException otherProcess(int process) {
        String problem = "JPEG process SOF%d where lossless JPEG with Huffman codes, SOF3, is due".formatted(process);
        return (process & 3) == 3 ? DicomException.unsupported(problem) : DicomException.invalid(problem);
    }

    private void frame(FrameHeader found) throws DicomException {
        if (frame != null) {
            throw DicomException.invalid("a JPEG codestream with two frame headers");
        }
        LosslessFrame.check(found, declared);
        linesUnknown = found.rows() == 0;
        frame = found.withRows(declared.rows());
        if (LosslessFrame.samples(frame) > SAMPLES_A_BYTE * bytes.length) {
            throw EntropyReader.truncated();
        }
    }

    /** DNL (B.2.5): by then the lines are decoded that the data set asked for. */
    private void lines(Segment segment) throws DicomException {
        if (segment.length() != 2 || frame == null || segment.word(0) != frame.rows()) {
            throw DicomException.invalid(
                    "a JPEG DNL segment that contradicts the %d rows of the data set".formatted(declared.rows()));
        }
        linesUnknown = false;
    }

    private void tables(Segment segment) throws DicomException {
        for (int at = 0; at < segment.length(); ) {
            int selector = segment.at(at);
            HuffmanCodes codes = HuffmanCodes.read(segment, at + 1);
            if (selector < tables.length) {
                tables[selector] = new DecodingTable(codes, bitsAfter16);
                category16 |= codes.has(DecodingTable.CATEGORY_16);
            }
            at += 1 + codes.bytes();
        }
    }

    /** Decodes a scan; where the marker behind it lies. */
    private int scan(Segment segment) throws DicomException, InterruptedIOException {
        if (frame == null) {
            throw DicomException.invalid("a JPEG scan before the frame header");
        }
        Scan scan = Scan.of(ScanHeader.read(segment, frame), frame, tables);
        for (int component : scan.components()) {
            if (!decoded.add(component)) {
                throw DicomException.invalid("a JPEG component in two scans");
            }
        }
        if (samples == null) {
            samples = new FrameSamples(frame, declared);
            scans = new ScanReader(bytes);
        }
        ScanLines lines = WholeLines.fit(frame, scan)
                ? new WholeLines(frame, scan, samples)
                : new SubsampledLines(frame, scan, samples);
        return scans.read(segment.to(), scan, frame, restartInterval, lines);
    }
}
