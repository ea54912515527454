package org.dicomcaravan.codec.jpeg;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.codec.jpegsyntax.Component;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;
import org.dicomcaravan.codec.jpegsyntax.ScanHeader;
import org.dicomcaravan.dicom.DicomException;

/**
 * The geometry of a frame coded by cosine transform (ISO/IEC 10918-1 A.1.1, A.2).
 *
 * @param header the frame header
 * @param mostAcross the greatest horizontal sampling factor
 * @param mostDown the greatest vertical one
 * @param unitsAcross minimum coded units of a row, in scans of several components
 * @param unitsDown rows of them
 * @param grids each component's samples and blocks
 */
record DctFrame(
        FrameHeader header, int mostAcross, int mostDown, int unitsAcross, int unitsDown, List<ComponentGrid> grids) {

    private static final int MOST_SAMPLING = 4;
    private static final int TABLES = 4;

    /** Lays out a frame; INVALID where its header breaks B.2.2. */
    static DctFrame of(FrameHeader header) throws DicomException {
        int across = 1;
        int down = 1;
        for (Component component : header.layout()) {
            if (component.across() < 1
                    || component.across() > MOST_SAMPLING
                    || component.down() < 1
                    || component.down() > MOST_SAMPLING
                    || component.quantization() >= TABLES) {
                throw DicomException.invalid("JPEG component %d: sampling factors %d and %d, quantization table %d"
                        .formatted(component.id(), component.across(), component.down(), component.quantization()));
            }
            across = Math.max(across, component.across());
            down = Math.max(down, component.down());
        }
        if (header.rows() < 1 || header.columns() < 1) {
            throw DicomException.invalid("a JPEG frame of %d x %d pixels".formatted(header.columns(), header.rows()));
        }
        int unitsAcross = FrameHeader.quotient(header.columns(), ComponentGrid.SIDE * across);
        int unitsDown = FrameHeader.quotient(header.rows(), ComponentGrid.SIDE * down);
        List<ComponentGrid> grids = new ArrayList<>();
        for (Component component : header.layout()) {
            int columns = FrameHeader.quotient(header.columns() * component.across(), across);
            int rows = FrameHeader.quotient(header.rows() * component.down(), down);
            int blocksAcross = FrameHeader.quotient(columns, ComponentGrid.SIDE);
            int blocksDown = FrameHeader.quotient(rows, ComponentGrid.SIDE);
            boolean alone = header.components() == 1;
            grids.add(new ComponentGrid(
                    component,
                    columns,
                    rows,
                    blocksAcross,
                    blocksDown,
                    alone ? blocksAcross : unitsAcross * component.across(),
                    alone ? blocksDown : unitsDown * component.down()));
        }
        return new DctFrame(header, across, down, unitsAcross, unitsDown, List.copyOf(grids));
    }

    /** Restart intervals of a scan, whose units are blocks where it has one component alone (A.2). */
    int intervals(ScanHeader scan, int restartInterval) {
        ComponentGrid alone = grids.get(scan.parts().get(0).index());
        int units = scan.parts().size() == 1 ? alone.blocksAcross() * alone.blocksDown() : unitsAcross * unitsDown;
        return restartInterval == 0 ? 1 : FrameHeader.quotient(units, restartInterval);
    }
}
