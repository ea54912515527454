package org.dicomcaravan.codec.jpeglossless;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;
import org.dicomcaravan.codec.jpegsyntax.Markers;
import org.dicomcaravan.dicom.DicomException;

/** Decodes scans (ISO/IEC 10918-1 H.2), restart interval by restart interval. */
final class ScanReader {

    private final byte[] codestream;
    private final EntropyReader entropy;

    ScanReader(byte[] codestream) {
        this.codestream = codestream;
        this.entropy = new EntropyReader(codestream);
    }

    /**
     * Decodes a scan.
     *
     * @param from where its entropy-coded data starts
     * @param restartInterval minimum coded units between two restart markers, 0 where there are none
     * @param lines take what comes out
     * @return where the marker behind it lies
     */
    int read(int from, Scan scan, FrameHeader frame, int restartInterval, ScanLines lines)
            throws DicomException, InterruptedIOException {
        int across = lines.unitsAcross();
        if (restartInterval % across != 0) {
            throw DicomException.invalid("a JPEG restart interval of %d units; in lossless JPEG it is whole lines of %d"
                    .formatted(restartInterval, across));
        }
        int linesPerInterval = restartInterval == 0 ? lines.unitsDown() : restartInterval / across;
        DecodingTable[] tables = scan.tablesInTurn(frame);
        int count = across * scan.samplesOfUnit(frame);
        int[] differences = new int[count];
        entropy.begin(from);
        for (int y = 0; y < lines.unitsDown(); y++) {
            Cancellation.check();
            boolean first = y % linesPerInterval == 0;
            if (first && y > 0) {
                restart(y / linesPerInterval - 1);
            }
            entropy.read(tables, differences, count);
            differences = lines.line(differences, y, first);
        }
        return entropy.end();
    }

    /** Whether there was more in an interval than its lines took: a sign that its codes mean something else. */
    boolean hasLeftover() {
        return entropy.hasLeftover();
    }

    private void restart(int number) throws DicomException {
        int marker = entropy.end();
        while (marker + 1 < codestream.length && codestream[marker + 1] == -1) {
            marker++;
        }
        int expected = Markers.RST0 + number % 8;
        if (marker + 1 >= codestream.length) {
            throw EntropyReader.truncated();
        }
        if ((codestream[marker + 1] & 0xFF) != expected) {
            throw DicomException.invalid(
                    "the JPEG codestream is damaged: marker FF%02X where restart marker FF%02X is due"
                            .formatted(codestream[marker + 1], expected));
        }
        entropy.begin(marker + 2);
    }
}
