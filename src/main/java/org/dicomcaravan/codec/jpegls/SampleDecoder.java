package org.dicomcaravan.codec.jpegls;

import org.dicomcaravan.dicom.DicomException;

/** Decodes sample-interleaved lines (Annex B.3): a run where all components are flat, else each in regular mode. */
final class SampleDecoder implements StrandDecoder {

    private final BitReader in;
    private final ContextModel model;
    private final RunDecoder runs;
    private final int[] contexts = new int[FrameHeader.MOST_COMPONENTS];
    private final int limit;
    private final int qbpp;
    private final int escape;

    SampleDecoder(BitReader in, ContextModel model) {
        this.in = in;
        this.model = model;
        this.runs = new RunDecoder(in, model);
        this.limit = model.parameters.limit();
        this.qbpp = model.parameters.qbpp();
        this.escape = limit - qbpp - 1;
    }

    @Override
    public void line(Strand strand) throws DicomException {
        for (int x = 1; x <= strand.columns; ) {
            x = regular(strand, x);
            if (x <= strand.columns) {
                x = runs.decode(strand, x);
            }
        }
    }

    /** Decodes up to where a run begins or the line ends; where that is. */
    private int regular(Strand strand, int from) throws DicomException {
        int n = strand.samples;
        int x = from;
        for (; x <= strand.columns; x++) {
            if (isRun(strand.above, strand.line, x * n, n)) {
                break;
            }
            for (int c = 0; c < n; c++) {
                int i = x * n + c;
                int predicted = ContextModel.predicted(strand.line[i - n], strand.above[i], strand.above[i - n]);
                strand.line[i] = sample(contexts[c], predicted);
            }
        }
        return x;
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

    private int sample(int q, int predicted) throws DicomException {
        int[] statistics = model.statistics;
        int sign = q >> 31;
        int at = (q ^ sign) - sign << 2;
        int k = ContextModel.golomb(statistics[at], statistics[at + 3]);
        if (in.valid < BitReader.FILLED) {
            in.fill();
        }
        long bits = in.bits;
        int zeros = Long.numberOfLeadingZeros(bits);
        int mapped;
        if (zeros + k < BitReader.FILLED && zeros < escape) {
            bits <<= zeros + 1;
            mapped = zeros << k | (int) (bits >>> 1 >>> 63 - k);
            in.bits = bits << k;
            in.valid -= zeros + k + 1;
        } else {
            mapped = in.golomb(k, limit, qbpp);
        }
        int corrected = model.corrected(predicted, statistics[at + 2], sign);
        int error = model.unmapped(mapped, at, k);
        model.update(at, error);
        return model.reconstructed(corrected, (error ^ sign) - sign);
    }
}
