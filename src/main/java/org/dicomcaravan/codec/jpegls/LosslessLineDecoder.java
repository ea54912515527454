package org.dicomcaravan.codec.jpegls;

import org.dicomcaravan.dicom.DicomException;

/**
 * Decodes lossless lines of one component whose samples have all values of their bits: what {@link LineDecoder} does,
 * without what only other lines need.
 */
final class LosslessLineDecoder extends StrandDecoder {

    LosslessLineDecoder(BitReader in, ContextModel model) {
        super(in, model);
    }

    /** In one piece, since the reader's state is in local variables, of which a method can't give back more than one. */
    @Override
    @SuppressWarnings("checkstyle:MethodLength")
    int regular(Strand strand, int from) throws DicomException {
        int[] above = strand.above;
        int[] line = strand.line;
        int columns = strand.columns;
        int[] statistics = model.statistics;
        int[] regions = model.regions;
        int t3 = model.t3;
        int maxval = model.maxval;
        long bits = in.bits;
        int valid = in.valid;
        byte[] codestream = in.codestream;
        int place = in.at;
        int clear = in.clear;
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
            if (place + Long.BYTES <= clear) {
                bits |= BitReader.next(codestream, place) >>> valid;
                place += 63 - valid >> 3;
                valid |= 56;
            } else {
                in.bits = bits;
                in.valid = valid;
                in.at = place;
                in.fill();
                bits = in.bits;
                valid = in.valid;
                place = in.at;
                clear = in.clear;
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
                in.at = place;
                mapped = in.golomb(k, limit, qbpp);
                bits = in.bits;
                valid = in.valid;
                place = in.at;
                clear = in.clear;
            }
            int predicted = ContextModel.corrected(
                    ContextModel.predicted(ra, rb, rc), ContextModel.correction(next), sign, maxval);
            model.checkMapped(mapped);
            int error = ContextModel.unmapped(mapped, next);
            ContextModel.update(statistics, at, Math.abs(error), error, model.reset, true);
            ra = predicted + (error ^ sign) - sign & maxval;
            line[x++] = ra;
            rc = rb;
            rb = rd;
            region2 = region1;
        }
        in.bits = bits;
        in.valid = valid;
        in.at = place;
        return x;
    }
}
