package org.dicomcaravan.codec.jpegls;

/** Encodes lossless lines of one component: what {@link LineEncoder} does, without what only other lines need. */
final class LosslessLineEncoder extends StrandEncoder {

    LosslessLineEncoder(BitWriter out, ContextModel model) {
        super(out, model);
    }

    @Override
    int regular(Strand strand, int from) {
        int[] above = strand.above;
        int[] line = strand.line;
        int columns = strand.columns;
        int[] statistics = model.statistics;
        int[] regions = model.regions;
        int t3 = model.t3;
        int maxval = model.maxval;
        int unused = Integer.numberOfLeadingZeros(maxval);
        long bits = out.bits;
        int used = out.used;
        int ra = line[from - 1];
        int rc = above[from - 1];
        int rb = above[from];
        int region2 = ContextModel.region(regions, t3, rb - rc);
        int x = from;
        while (x <= columns) {
            int rd = above[x + 1];
            int region1 = ContextModel.region(regions, t3, rd - rb);
            int q = 81 * region1 + 9 * region2 + ContextModel.region(regions, t3, rc - ra);
            if (q == 0) {
                break;
            }
            int sign = q >> 31;
            int at = (q ^ sign) - sign << 2;
            int next = statistics[at + 3];
            int k = ContextModel.golombOf(next);
            int predicted = ContextModel.corrected(
                    ContextModel.predicted(ra, rb, rc), ContextModel.correction(next), sign, maxval);
            ra = line[x++];
            int error = (ra - predicted ^ sign) - sign << unused >> unused;
            int mapped = ContextModel.mapped(error, next);
            int zeros = mapped >> k;
            if (zeros + k < BitWriter.MOST && zeros < escape) {
                used += zeros + k + 1;
                bits |= (mapped - (zeros - 1 << k) & 0xFFFFFFFFL) << Long.SIZE - used;
                if (used >= BitWriter.MOST) {
                    out.bits = bits;
                    out.used = used;
                    out.flush();
                    bits = out.bits;
                    used = out.used;
                }
            } else {
                out.bits = bits;
                out.used = used;
                out.golomb(mapped, k, limit, qbpp);
                bits = out.bits;
                used = out.used;
            }
            ContextModel.update(statistics, at, Math.abs(error), error, model.reset, true);
            rc = rb;
            rb = rd;
            region2 = region1;
        }
        out.bits = bits;
        out.used = used;
        return x;
    }
}
