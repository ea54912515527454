package org.dicomcaravan.codec.jpeg;

import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.List;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.jpegsyntax.Component;
import org.dicomcaravan.codec.jpegsyntax.ScanHeader;
import org.dicomcaravan.dicom.DicomException;

/** A scan of a progressive frame (ISO/IEC 10918-1 G.1.2, G.2): adds to the coefficients. For one thread. */
final class ProgressiveScan {

    private static final int MOST_SHIFTED = 13;
    private static final int SIXTEEN_ZEROS = 15;

    private final DctFrame frame;
    private final ScanHeader header;
    private final List<Coefficients> parts;
    private final DctTables tables;
    private final EntropyBits bits;
    private final Restarts restarts;
    private final int[] predictors;
    private final int first;
    private final int last;
    private final int low;

    /** Blocks that follow without a coefficient of their own, this one included. */
    private int endOfBand;

    private HuffmanTable ac;

    /**
     * A scan that is about to be decoded.
     *
     * @param all coefficients of all components of the frame
     * @throws DicomException INVALID where it can't follow the scans before
     */
    ProgressiveScan(DctFrame frame, ScanHeader header, List<Coefficients> all, DctTables tables, EntropyBits bits)
            throws DicomException {
        boolean dc = header.first() == 0;
        if (dc
                ? header.last() != 0
                : header.last() < header.first() || header.parts().size() > 1) {
            throw DicomException.invalid("a progressive JPEG scan of coefficients %d to %d of %d components"
                    .formatted(header.first(), header.last(), header.parts().size()));
        }
        if (header.last() >= ComponentGrid.BLOCK || header.low() > MOST_SHIFTED || header.high() > MOST_SHIFTED) {
            throw DicomException.invalid("a progressive JPEG scan up to coefficient %d with approximation %d, %d"
                    .formatted(header.last(), header.high(), header.low()));
        }
        this.frame = frame;
        this.header = header;
        this.tables = tables;
        this.bits = bits;
        this.parts = header.parts().stream().map(part -> all.get(part.index())).toList();
        this.restarts = new Restarts(tables.restartInterval());
        this.predictors = new int[parts.size()];
        this.first = header.first();
        this.last = header.last();
        this.low = header.low();
    }

    /** Decodes all of it. */
    void decode() throws DicomException, InterruptedIOException {
        for (Coefficients part : parts) {
            part.announce(header, tables);
        }
        if (first > 0) {
            ac = tables.ac(header.parts().get(0).ac());
        }
        if (parts.size() == 1) {
            ComponentGrid grid = parts.get(0).grid();
            for (int row = 0; row < grid.blocksDown(); row++) {
                Cancellation.check();
                for (int column = 0; column < grid.blocksAcross(); column++) {
                    restart();
                    block(0, row, column);
                }
            }
        } else {
            for (int row = 0; row < frame.unitsDown(); row++) {
                Cancellation.check();
                for (int column = 0; column < frame.unitsAcross(); column++) {
                    restart();
                    unit(row, column);
                }
            }
        }
        bandEnds();
    }

    private void unit(int row, int column) throws DicomException {
        for (int i = 0; i < predictors.length; i++) {
            Component component = parts.get(i).grid().component();
            for (int y = 0; y < component.down(); y++) {
                for (int x = 0; x < component.across(); x++) {
                    block(i, row * component.down() + y, column * component.across() + x);
                }
            }
        }
    }

    private void restart() throws DicomException {
        if (restarts.due(bits)) {
            bandEnds();
            Arrays.fill(predictors, 0);
        }
    }

    private void bandEnds() throws DicomException {
        if (endOfBand > 0) {
            throw DicomException.invalid("the JPEG codestream is damaged: a run of blocks is too long");
        }
    }

    private void block(int part, int row, int column) throws DicomException {
        Coefficients coefficients = parts.get(part);
        int at = coefficients.at(row, column);
        if (first == 0) {
            dc(coefficients.values, at, part);
        } else if (header.high() == 0) {
            ac(coefficients.values, at);
        } else {
            refine(coefficients.values, at);
        }
        bits.check();
    }

    /** G.1.2.1. */
    private void dc(short[] values, int at, int part) throws DicomException {
        if (header.high() > 0) {
            values[at] |= (short) (bits.take(1) << low);
            return;
        }
        predictors[part] += bits.difference(tables.dc(header.parts().get(part).dc()));
        values[at] = shifted(predictors[part]);
    }

    /** G.1.2.2. */
    private void ac(short[] values, int at) throws DicomException {
        if (endOfBand > 0) {
            endOfBand--;
            return;
        }
        for (int k = first; k <= last; k++) {
            int symbol = bits.symbol(ac);
            int run = symbol >> HuffmanTable.RUN_SHIFT;
            int size = symbol & HuffmanTable.SIZE;
            if (size == 0 && run < SIXTEEN_ZEROS) {
                endOfBand = (1 << run) + bits.take(run) - 1;
                return;
            }
            k += run;
            if (k > last) {
                throw EntropyBits.outside();
            }
            if (size > 0) {
                values[at + k] = shifted(bits.magnitude(size));
            }
        }
    }

    private short shifted(int value) throws DicomException {
        int shifted = value << low;
        if (shifted != (short) shifted || value != (short) value) {
            throw EntropyBits.outside();
        }
        return (short) shifted;
    }

    /** G.1.2.3: corrections of coefficients that are there lie between the new ones. */
    private void refine(short[] values, int at) throws DicomException {
        int k = first;
        while (endOfBand == 0 && k <= last) {
            int symbol = bits.symbol(ac);
            int run = symbol >> HuffmanTable.RUN_SHIFT;
            int size = symbol & HuffmanTable.SIZE;
            if (size == 0 && run < SIXTEEN_ZEROS) {
                endOfBand = (1 << run) + bits.take(run);
                break;
            }
            if (size > 1) {
                throw EntropyBits.outside();
            }
            int fresh = size == 0 ? 0 : bits.take(1) == 1 ? 1 << low : -1 << low;
            k = corrected(values, at, k, run);
            if (k > last) {
                throw EntropyBits.outside();
            }
            values[at + k] = (short) fresh;
            k++;
        }
        if (endOfBand > 0) {
            corrected(values, at, k, ComponentGrid.BLOCK);
            endOfBand--;
        }
    }

    /** Corrects what is there, from a coefficient on and up to the one behind so many zeros; that one's place. */
    private int corrected(short[] values, int at, int from, int zeros) {
        int left = zeros;
        for (int k = from; k <= last; k++) {
            int value = values[at + k];
            if (value != 0) {
                if (bits.take(1) == 1) {
                    values[at + k] = (short) (value + (value > 0 ? 1 << low : -1 << low));
                }
            } else if (left-- == 0) {
                return k;
            }
        }
        return last + 1;
    }
}
