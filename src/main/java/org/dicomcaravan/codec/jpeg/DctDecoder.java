package org.dicomcaravan.codec.jpeg;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;
import org.dicomcaravan.codec.jpegsyntax.Markers;
import org.dicomcaravan.codec.jpegsyntax.ScanHeader;
import org.dicomcaravan.codec.jpegsyntax.Segment;
import org.dicomcaravan.dicom.DicomException;

/**
 * Decodes what is coded by cosine transform and Huffman tables, sequential or progressive, of 8 or 12 bits (ISO/IEC
 * 10918-1, processes 1, 2, 4, 6, 8, 10 and 12), with any sampling factors. No colours are transformed. For one
 * codestream and thread.
 *
 * <p>Memory: the samples, two bytes a sample for frames of several components, and two more for progressive ones; all
 * bounded by the frame header, which the caller has compared with the data set. Each component of a sequential frame has
 * to have its scan. A progressive frame has to have the first DC scan of each component; scans may end there, since the
 * standard makes each further one an option of the encoder and any number of them is a picture.
 */
final class DctDecoder {

    private final JpegCodestream jpeg;
    private final FrameHeader header;
    private final DctFrame frame;
    private final DctTables tables = new DctTables();
    private final FrameAssembly assembly;
    private final List<DctPlane> planes = new ArrayList<>();
    private final List<Coefficients> coefficients = new ArrayList<>();
    private final BitSet seen = new BitSet();

    private DctDecoder(JpegCodestream jpeg, int wordBytes) throws DicomException {
        this.jpeg = jpeg;
        this.header = jpeg.frame();
        this.frame = DctFrame.of(header);
        this.assembly = new FrameAssembly(header, wordBytes);
    }

    /**
     * Decodes a frame.
     *
     * @param wordBytes of a sample: 1, 2 or 4
     * @return the samples of a pixel side by side, chroma at full resolution, in little endian words
     * @throws DicomException INVALID where it is damaged
     */
    static byte[] decode(JpegCodestream jpeg, int wordBytes) throws DicomException, InterruptedIOException {
        return new DctDecoder(jpeg, wordBytes).decode();
    }

    private byte[] decode() throws DicomException, InterruptedIOException {
        boolean strips = header.components() == 1 && jpeg.scans() == 1 && !header.isProgressive();
        for (ComponentGrid grid : frame.grids()) {
            planes.add(DctPlane.of(grid, strips ? 1 : grid.paddedDown()));
            if (header.isProgressive()) {
                coefficients.add(new Coefficients(grid));
            }
        }
        for (JpegCodestream.Part part : jpeg.coding()) {
            Cancellation.check();
            Segment segment = part.segment();
            if (segment.marker() == Markers.SOS) {
                ScanHeader scan = ScanHeader.read(segment, header);
                int intervals = frame.intervals(scan, tables.restartInterval());
                scan(scan, new EntropyBits(segment.bytes(), segment.to(), part.end(), intervals), strips);
            } else {
                tables.read(segment);
            }
        }
        if (seen.cardinality() < header.components()) {
            throw DicomException.invalid("the JPEG codestream has scans of %d of its %d components"
                    .formatted(seen.cardinality(), header.components()));
        }
        finish(strips);
        return assembly.bytes();
    }

    private void scan(ScanHeader scan, EntropyBits bits, boolean strips) throws DicomException, InterruptedIOException {
        if (header.isProgressive()) {
            new ProgressiveScan(frame, scan, coefficients, tables, bits).decode();
            scan.parts().forEach(part -> seen.set(part.index()));
            return;
        }
        for (ScanHeader.Part part : scan.parts()) {
            if (seen.get(part.index())) {
                throw DicomException.invalid("a second JPEG scan of a component of a sequential frame");
            }
            seen.set(part.index());
        }
        SequentialScan rows = new SequentialScan(frame, scan, planes, tables, bits);
        for (int row = 0; row < rows.rows(); row++) {
            Cancellation.check();
            rows.row(strips ? 0 : row);
            if (strips) {
                strip(row);
            }
        }
    }

    private void strip(int blockRow) {
        DctPlane plane = planes.get(0);
        int first = ComponentGrid.SIDE * blockRow;
        for (int row = first; row < Math.min(first + ComponentGrid.SIDE, header.rows()); row++) {
            assembly.row(row, plane.samples(), (row - first) * plane.stride());
        }
    }

    private void finish(boolean strips) throws InterruptedIOException {
        if (strips) {
            return;
        }
        Idct idct = new Idct(header.precision());
        for (int i = 0; i < coefficients.size(); i++) {
            coefficients.get(i).transform(idct, planes.get(i));
        }
        short[] line = new short[header.columns()];
        for (int i = 0; i < planes.size(); i++) {
            Upsampler upsampler = new Upsampler(frame, planes.get(i));
            for (int row = 0; row < header.rows(); row++) {
                Cancellation.check();
                upsampler.row(row, line);
                assembly.row(row, line, i, planes.size());
            }
        }
    }
}
