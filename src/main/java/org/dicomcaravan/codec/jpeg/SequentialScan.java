package org.dicomcaravan.codec.jpeg;

import java.util.Arrays;
import java.util.List;
import org.dicomcaravan.codec.jpegsyntax.Component;
import org.dicomcaravan.codec.jpegsyntax.ScanHeader;
import org.dicomcaravan.dicom.DicomException;

/**
 * A scan of a sequential frame, baseline or extended (ISO/IEC 10918-1 F.2): its blocks are decoded and transformed, row
 * by row. For one thread.
 */
final class SequentialScan {

    private final DctFrame frame;
    private final EntropyBits bits;
    private final Restarts restarts;
    private final Idct idct;
    private final Coder[] coders;
    private final int[] block = new int[ComponentGrid.BLOCK];
    private final int[] order = ZigZag.order();

    /** A component on its way: its tables, and the last DC coefficient. */
    private static final class Coder {
        final DctPlane plane;
        final HuffmanTable dc;
        final HuffmanTable ac;
        final int[] steps;
        int predictor;

        Coder(DctPlane plane, ScanHeader.Part part, DctTables tables) throws DicomException {
            this.plane = plane;
            this.dc = tables.dc(part.dc());
            this.ac = tables.ac(part.ac());
            this.steps = tables.quantizer(plane.grid().component().quantization());
        }
    }

    /**
     * A scan that is about to be decoded.
     *
     * @param planes of all components of the frame
     * @param tables those in force here
     */
    SequentialScan(DctFrame frame, ScanHeader header, List<DctPlane> planes, DctTables tables, EntropyBits bits)
            throws DicomException {
        this.frame = frame;
        this.bits = bits;
        this.restarts = new Restarts(tables.restartInterval());
        this.idct = new Idct(frame.header().precision());
        this.coders = new Coder[header.parts().size()];
        for (int i = 0; i < coders.length; i++) {
            ScanHeader.Part part = header.parts().get(i);
            coders[i] = new Coder(planes.get(part.index()), part, tables);
        }
    }

    /** Rows of minimum coded units. */
    int rows() {
        return coders.length == 1 ? coders[0].plane.grid().blocksDown() : frame.unitsDown();
    }

    /** Decodes the next row of units into a row of the planes, both counted in units. */
    void row(int to) throws DicomException {
        if (coders.length == 1) {
            Coder coder = coders[0];
            for (int column = 0; column < coder.plane.grid().blocksAcross(); column++) {
                restart();
                block(coder, to, column);
            }
            return;
        }
        for (int unit = 0; unit < frame.unitsAcross(); unit++) {
            restart();
            for (Coder coder : coders) {
                unit(coder, to, unit);
            }
        }
    }

    private void unit(Coder coder, int row, int column) throws DicomException {
        Component component = coder.plane.grid().component();
        for (int y = 0; y < component.down(); y++) {
            for (int x = 0; x < component.across(); x++) {
                block(coder, row * component.down() + y, column * component.across() + x);
            }
        }
    }

    private void restart() throws DicomException {
        if (restarts.due(bits)) {
            for (Coder coder : coders) {
                coder.predictor = 0;
            }
        }
    }

    private void block(Coder coder, int blockRow, int blockColumn) throws DicomException {
        int predictor = coder.predictor + bits.difference(coder.dc);
        if (predictor != (short) predictor) {
            throw EntropyBits.outside();
        }
        coder.predictor = predictor;
        block[0] = Idct.bounded(predictor * coder.steps[0]);
        int last = bits.coefficients(block, coder.ac, coder.steps, order);
        bits.check();
        DctPlane plane = coder.plane;
        idct.transform(block, last, plane.samples(), plane.at(blockRow, blockColumn), plane.stride());
        if (last > 0) {
            Arrays.fill(block, 0);
        }
    }
}
