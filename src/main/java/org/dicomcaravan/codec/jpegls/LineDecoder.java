package org.dicomcaravan.codec.jpegls;

import org.dicomcaravan.dicom.DicomException;

/** Decodes lines of one component (Annex A): the regular mode here, runs by {@link RunDecoder}. */
final class LineDecoder extends StrandDecoder {

    LineDecoder(BitReader in, ContextModel model) {
        super(in, model);
    }

    @Override
    int regular(Strand strand, int from) throws DicomException {
        int[] above = strand.above;
        int[] line = strand.line;
        int columns = strand.columns;
        int[] statistics = model.statistics;
        long bits = in.bits;
        int valid = in.valid;
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
            if (valid < BitReader.FILLED) {
                in.bits = bits;
                in.valid = valid;
                in.fill();
                bits = in.bits;
                valid = in.valid;
            }
            int zeros = Long.numberOfLeadingZeros(bits);
            int mapped;
            if (zeros + k < BitReader.FILLED && zeros < escape) {
                bits <<= zeros + 1;
                mapped = zeros << k | (int) (bits >>> 1 >>> 63 - k);
                bits <<= k;
                valid -= zeros + k + 1;
            } else {
                in.bits = bits;
                in.valid = valid;
                mapped = in.golomb(k, limit, qbpp);
                bits = in.bits;
                valid = in.valid;
            }
            int predicted = ContextModel.corrected(
                    ContextModel.predicted(ra, rb, rc), ContextModel.correction(next), sign, model.maxval);
            model.checkMapped(mapped);
            int error = ContextModel.unmapped(mapped, next);
            model.update(at, error);
            ra = model.reconstructed(predicted, (error ^ sign) - sign);
            line[x++] = ra;
            rc = rb;
            rb = rd;
            region2 = region1;
        }
        in.bits = bits;
        in.valid = valid;
        return x;
    }
}
