package org.dicomcaravan.codec.jpegls;

/** Encodes lines of one component (Annex A): the regular mode here, runs by {@link RunEncoder}. */
final class LineEncoder extends StrandEncoder {

    LineEncoder(BitWriter out, ContextModel model) {
        super(out, model);
    }

    @Override
    int regular(Strand strand, int from) {
        int[] above = strand.above;
        int[] line = strand.line;
        int columns = strand.columns;
        int[] statistics = model.statistics;
        long bits = out.bits;
        int used = out.used;
        int ra = line[from - 1];
        int rc = above[from - 1];
        int rb = above[from];
        int region2 = model.region(rb - rc);
        int x = from;
        while (x <= columns) {
            int rd = above[x + 1];
            int region1 = model.region(rd - rb);
            int q = 81 * region1 + 9 * region2 + model.region(rc - ra);
            if (q == 0) {
                break;
            }
            int sign = q >> 31;
            int at = (q ^ sign) - sign << 2;
            int next = statistics[at + 3];
            int k = ContextModel.golombOf(next);
            int predicted = ContextModel.corrected(
                    ContextModel.predicted(ra, rb, rc), ContextModel.correction(next), sign, model.maxval);
            int error = model.reduced((line[x] - predicted ^ sign) - sign);
            int mapped = ContextModel.mapped(error, next);
            ra = model.reconstructed(predicted, (error ^ sign) - sign);
            line[x++] = ra;
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
            model.update(at, error);
            rc = rb;
            rb = rd;
            region2 = region1;
        }
        out.bits = bits;
        out.used = used;
        return x;
    }
}
