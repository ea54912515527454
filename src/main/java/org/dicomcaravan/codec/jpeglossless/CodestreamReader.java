package org.dicomcaravan.codec.jpeglossless;

import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * Decodes a codestream marker by marker (ISO/IEC 10918-1 Annex B), until all components are there: nothing behind them
 * is read, so EOI may be missing. For one thread and one codestream.
 */
final class CodestreamReader {

    private static final int SOF3 = 0xC3;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;
    private static final int RST0 = 0xD0;
    private static final int RST7 = 0xD7;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DNL = 0xDC;
    private static final int DRI = 0xDD;
    private static final int DHP = 0xDE;
    private static final int EXP = 0xDF;
    private static final int APP14 = 0xEE;
    private static final int TEM = 0x01;
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final int ADOBE_LENGTH = 12;

    /** A sample takes a bit at least. */
    private static final long SAMPLES_A_BYTE = 8;

    private final byte[] bytes;
    private final FrameShape declared;
    private final boolean bitsAfter16;
    private final DecodingTable[] tables = new DecodingTable[4];
    private final Set<Integer> decoded = new HashSet<>();
    private int at = 2;
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
        if (bytes.length < 2 || FrameHeader.word(bytes, 0) != (0xFF00 | SOI)) {
            throw DicomException.invalid("no JPEG codestream: it does not start with SOI (FFD8)");
        }
        while (linesUnknown
                || frame == null
                || decoded.size() < frame.components().size()) {
            Cancellation.check();
            int marker = marker();
            boolean alone = marker == TEM || marker >= RST0 && marker <= RST7;
            if (marker == SOI) {
                throw DicomException.invalid("a second JPEG codestream starts inside the first, at byte " + (at - 2));
            } else if (marker == EOI) {
                throw EntropyReader.truncated();
            } else if (!alone) {
                segment(marker);
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

    /** The code of the next marker; what lies before it is skipped. */
    private int marker() throws DicomException {
        while (at + 1 < bytes.length) {
            int code = bytes[at + 1] & 0xFF;
            if (bytes[at] == -1 && code != 0 && code != 0xFF) {
                at += 2;
                return code;
            }
            at++;
        }
        throw EntropyReader.truncated();
    }

    private void segment(int marker) throws DicomException, InterruptedIOException {
        int length = at + 2 > bytes.length ? 0 : FrameHeader.word(bytes, at);
        if (length < 2 || length > bytes.length - at) {
            throw EntropyReader.truncated();
        }
        int from = at + 2;
        at += length;
        switch (marker) {
            case SOF3 -> frame(from);
            case DHT -> tables(from);
            case SOS -> scan(from);
            case DNL -> lines(from);
            case DRI -> restartInterval = length == 4 ? FrameHeader.word(bytes, from) : restartInterval;
            case DHP, EXP -> throw DicomException.unsupported("hierarchical JPEG can't be decoded");
            case APP14 -> adobe(from);
            default -> {
                if (marker >= 0xC0 && marker <= 0xCF && marker != JPG && marker != DAC) {
                    throw otherProcess(marker - 0xC0);
                }
            }
        }
    }

    private static DicomException otherProcess(int process) {
        String problem = "JPEG process SOF%d where lossless JPEG with Huffman codes, SOF3, is due".formatted(process);
        return (process & 3) == 3 ? DicomException.unsupported(problem) : DicomException.invalid(problem);
    }

    private void frame(int from) throws DicomException {
        if (frame != null) {
            throw DicomException.invalid("a JPEG codestream with two frame headers");
        }
        FrameHeader found = FrameHeader.read(bytes, from, at);
        found.check(declared);
        linesUnknown = found.rows() == 0;
        frame = found.withRows(declared.rows());
        if (frame.samples() > SAMPLES_A_BYTE * bytes.length) {
            throw EntropyReader.truncated();
        }
    }

    /** DNL (B.2.5): by then the lines are decoded that the data set asked for. */
    private void lines(int from) throws DicomException {
        if (at - from != 2 || frame == null || FrameHeader.word(bytes, from) != frame.rows()) {
            throw DicomException.invalid(
                    "a JPEG DNL segment that contradicts the %d rows of the data set".formatted(declared.rows()));
        }
        linesUnknown = false;
    }

    private void tables(int from) throws DicomException {
        for (int next = from; next < at; ) {
            int selector = bytes[next] & 0xFF;
            int symbols = DecodingTable.symbols(bytes, next + 1, at);
            if (selector < tables.length) {
                tables[selector] = new DecodingTable(bytes, next + 1, at, bitsAfter16);
                category16 |= tables[selector].hasCategory16();
            }
            next += 17 + symbols;
        }
    }

    private void scan(int from) throws DicomException, InterruptedIOException {
        if (frame == null) {
            throw DicomException.invalid("a JPEG scan before the frame header");
        }
        Scan scan = Scan.read(bytes, from, at, frame, tables);
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
        at = scans.read(at, scan, frame, restartInterval, lines);
    }

    private void adobe(int from) {
        if (at - from >= ADOBE_LENGTH && Arrays.equals(bytes, from, from + ADOBE.length, ADOBE, 0, ADOBE.length)) {
            adobe = OptionalInt.of(bytes[from + ADOBE_LENGTH - 1] & 0xFF);
        }
    }
}
