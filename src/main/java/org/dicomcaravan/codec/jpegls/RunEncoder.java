package org.dicomcaravan.codec.jpegls;

/** Encodes runs of equal samples, and the sample that ends them (A.7). */
final class RunEncoder {

    private final BitWriter out;
    private final ContextModel model;
    private final CodingParameters parameters;

    RunEncoder(BitWriter out, ContextModel model) {
        this.out = out;
        this.model = model;
        this.parameters = model.parameters;
    }

    /** Encodes a run that starts at sample {@code x}, counted from 1, and the sample behind it; which one is next then. */
    int encode(Strand strand, int x) {
        int[] line = strand.line;
        int ra = line[x - 1];
        int near = parameters.near();
        int end = x;
        while (end <= strand.columns && Math.abs(line[end] - ra) <= near) {
            line[end++] = ra;
        }
        length(strand, end - x, end > strand.columns);
        if (end > strand.columns) {
            return end;
        }
        line[end] = interruption(strand, line[end], ra, strand.above[end]);
        strand.runIndex = Math.max(0, strand.runIndex - 1);
        return end + 1;
    }

    /** The length of a run (A.7.1). */
    private void length(Strand strand, int length, boolean toTheEnd) {
        int left = length;
        while (left >= 1 << ContextModel.J[strand.runIndex]) {
            out.append(1, 1);
            left -= 1 << ContextModel.J[strand.runIndex];
            strand.runIndex = Math.min(strand.runIndex + 1, ContextModel.J.length - 1);
        }
        if (!toTheEnd) {
            out.append(left, ContextModel.J[strand.runIndex] + 1);
        } else if (left > 0) {
            out.append(1, 1);
        }
    }

    /** The sample that ends a run (A.7.2); what a decoder will see of it. */
    private int interruption(Strand strand, int sample, int ra, int rb) {
        int type = Math.abs(ra - rb) <= parameters.near() ? 1 : 0;
        int predicted = type == 1 ? ra : rb;
        int sign = type == 0 && ra > rb ? -1 : 0;
        int error = model.reduced((sample - predicted ^ sign) - sign);
        int k = model.golombOfRun(type);
        boolean negativeIsOdd = k != 0 || 2 * model.runNegative[type] >= model.runN[type];
        int map = error != 0 && error < 0 == negativeIsOdd ? 1 : 0;
        int mapped = 2 * Math.abs(error) - type - map;
        int limit = parameters.limit() - ContextModel.J[strand.runIndex] - 1;
        out.golomb(mapped, k, limit, parameters.qbpp());
        model.updateRun(type, error, mapped);
        return model.reconstructed(predicted, (error ^ sign) - sign);
    }
}
