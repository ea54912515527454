package org.dicomcaravan.codec.jpegls;

import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;

/** Decodes runs: of equal pixels, and the pixel that ends them (A.7). */
final class RunDecoder {

    private final BitReader in;
    private final ContextModel model;
    private final CodingParameters parameters;

    RunDecoder(BitReader in, ContextModel model) {
        this.in = in;
        this.model = model;
        this.parameters = model.parameters;
    }

    /** Decodes a run that starts at pixel {@code x}, counted from 1, and the pixel behind it; which one is next then. */
    int decode(Strand strand, int x) throws DicomException {
        int end = length(strand, strand.columns + 1 - x) + x;
        int n = strand.samples;
        int[] line = strand.line;
        if (n == 1) {
            Arrays.fill(line, x, end, line[x - 1]);
        } else {
            for (int i = x * n; i < end * n; i++) {
                line[i] = line[i - n];
            }
        }
        if (end > strand.columns) {
            return end;
        }
        for (int i = end * n; i < (end + 1) * n; i++) {
            line[i] = interruption(strand, line[i - n], strand.above[i]);
        }
        strand.runIndex = Math.max(0, strand.runIndex - 1);
        return end + 1;
    }

    /** The length of a run (A.7.1), {@code most} if it goes to the end of the line. */
    private int length(Strand strand, int most) throws DicomException {
        int length = 0;
        while (in.bit() == 1) {
            int full = 1 << ContextModel.J[strand.runIndex];
            if (full > most - length) {
                return most;
            }
            length += full;
            strand.runIndex = Math.min(strand.runIndex + 1, ContextModel.J.length - 1);
            if (length == most) {
                return most;
            }
        }
        length += in.take(ContextModel.J[strand.runIndex]);
        if (length >= most) {
            in.check();
            throw DicomException.invalid("a JPEG-LS run is longer than its line");
        }
        return length;
    }

    /** The sample that ends a run (A.7.2), from the ones left and above. */
    private int interruption(Strand strand, int ra, int rb) throws DicomException {
        int type = strand.samples == 1 && Math.abs(ra - rb) <= parameters.near() ? 1 : 0;
        int k = model.golombOfRun(type);
        int limit = parameters.limit() - ContextModel.J[strand.runIndex] - 1;
        int mapped = in.golomb(k, limit, parameters.qbpp());
        model.checkMapped(mapped);
        int temporary = mapped + type;
        int map = temporary & 1;
        int magnitude = temporary + map >> 1;
        int n = model.runN[type];
        boolean negativeIsOdd = k != 0 || 2 * model.runNegative[type] >= n;
        int error = (map == 1) == negativeIsOdd ? -magnitude : magnitude;
        model.updateRun(type, error, mapped);
        int predicted = type == 1 ? ra : rb;
        return model.reconstructed(predicted, type == 0 && ra > rb ? -error : error);
    }
}
