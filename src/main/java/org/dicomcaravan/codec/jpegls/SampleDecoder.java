package org.dicomcaravan.codec.jpegls;

import org.dicomcaravan.dicom.DicomException;

/** Decodes sample-interleaved lines (Annex B.3): a run where all components are flat, else each in regular mode. */
final class SampleDecoder extends StrandDecoder {

    private final int[] contexts = new int[FrameHeader.MOST_COMPONENTS];

    SampleDecoder(BitReader in, ContextModel model) {
        super(in, model);
    }

    @Override
    int regular(Strand strand, int from) throws DicomException {
        int n = strand.samples;
        int[] above = strand.above;
        int[] line = strand.line;
        int[] statistics = model.statistics;
        int[] found = contexts;
        int end = (strand.columns + 1) * n;
        long bits = in.bits;
        int valid = in.valid;
        int i = from * n;
        while (i < end && !isRun(above, line, i, n)) {
            for (int c = 0; c < n; c++, i++) {
                int sign = found[c] >> 31;
                int at = (found[c] ^ sign) - sign << 2;
                int next = statistics[at + 3];
                int k = ContextModel.golombOf(next);
                int predicted = ContextModel.corrected(
                        ContextModel.predicted(line[i - n], above[i], above[i - n]),
                        ContextModel.correction(next),
                        sign,
                        model.maxval);
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
                model.checkMapped(mapped);
                int error = ContextModel.unmapped(mapped, next);
                model.update(at, error);
                line[i] = model.reconstructed(predicted, (error ^ sign) - sign);
            }
        }
        in.bits = bits;
        in.valid = valid;
        return i / n;
    }

    /** Finds the contexts of a pixel; whether all of them say that it is flat. */
    private boolean isRun(int[] above, int[] line, int first, int n) {
        int all = 0;
        for (int c = 0, i = first; c < n; c++, i++) {
            int rb = above[i];
            int rc = above[i - n];
            int q = 81 * model.region(above[i + n] - rb) + 9 * model.region(rb - rc) + model.region(rc - line[i - n]);
            contexts[c] = q;
            all |= q;
        }
        return all == 0;
    }
}
