package org.dicomcaravan.codec.jpeg;

import java.io.InterruptedIOException;
import java.util.Arrays;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.jpegsyntax.ScanHeader;
import org.dicomcaravan.dicom.DicomException;

/**
 * A component's coefficients while the scans of a progressive frame come in (ISO/IEC 10918-1 Annex G): two bytes a
 * sample. For one thread.
 */
final class Coefficients {

    private static final int UNSEEN = -1;

    /** Blocks row by row, the coefficients of each in the order of the code. */
    final short[] values;

    private final ComponentGrid grid;

    /** By coefficient the point transform of its last scan. */
    private final int[] precise = new int[ComponentGrid.BLOCK];

    private int[] steps;

    Coefficients(ComponentGrid grid) {
        this.grid = grid;
        long blocks = (long) grid.paddedAcross() * grid.paddedDown();
        this.values = new short[Math.toIntExact(ComponentGrid.BLOCK * blocks)];
        Arrays.fill(precise, UNSEEN);
    }

    ComponentGrid grid() {
        return grid;
    }

    /** Where a block's first coefficient lies. */
    int at(int blockRow, int blockColumn) {
        return ComponentGrid.BLOCK * (blockRow * grid.paddedAcross() + blockColumn);
    }

    /**
     * Says that a scan of this component follows. The first one fixes its quantization table.
     *
     * @throws DicomException INVALID where it is not the one that may follow (G.1.1.1): DC first, each scan of a
     *     coefficient one bit more precise than the one before
     */
    void announce(ScanHeader scan, DctTables tables) throws DicomException {
        if (steps == null) {
            steps = tables.quantizer(grid.component().quantization());
        }
        boolean allowed = scan.first() == 0 || precise[0] != UNSEEN;
        for (int k = scan.first(); k <= scan.last(); k++) {
            boolean begins = scan.high() == 0 && precise[k] == UNSEEN;
            boolean refines = scan.high() > 0 && precise[k] == scan.high() && scan.low() == scan.high() - 1;
            allowed &= begins || refines;
            precise[k] = scan.low();
        }
        if (!allowed) {
            throw DicomException.invalid(
                    "a JPEG scan of coefficients %d to %d with approximation %d, %d out of its turn"
                            .formatted(scan.first(), scan.last(), scan.high(), scan.low()));
        }
    }

    /** Transforms all blocks that have samples of the component. */
    void transform(Idct idct, DctPlane plane) throws InterruptedIOException {
        int[] order = ZigZag.order();
        int[] block = new int[ComponentGrid.BLOCK];
        for (int row = 0; row < grid.blocksDown(); row++) {
            Cancellation.check();
            for (int column = 0; column < grid.blocksAcross(); column++) {
                int from = at(row, column);
                int last = 0;
                block[0] = Idct.bounded(values[from] * steps[0]);
                for (int k = 1; k < ComponentGrid.BLOCK; k++) {
                    int value = values[from + k];
                    if (value != 0) {
                        block[order[k]] = Idct.bounded(value * steps[k]);
                        last = k;
                    }
                }
                idct.transform(block, last, plane.samples(), plane.at(row, column), plane.stride());
                if (last > 0) {
                    Arrays.fill(block, 0);
                }
            }
        }
    }
}
