package org.dicomcaravan.codec.jpeg;

import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.jpegsyntax.Component;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;
import org.dicomcaravan.codec.jpegsyntax.HeaderWriter;
import org.dicomcaravan.codec.jpegsyntax.HuffmanEncoding;
import org.dicomcaravan.codec.jpegsyntax.Markers;
import org.dicomcaravan.codec.jpegsyntax.ScanHeader;
import org.dicomcaravan.dicom.DicomException;

/**
 * Writes a frame as extended sequential JPEG (ISO/IEC 10918-1, SOF1; process 2 for 8 bits, 4 for 12): one scan, with the
 * Huffman codes that are best for this frame, since the standard's examples don't reach 12 bits. Memory: four bytes a
 * sample. For one frame and thread.
 */
final class ExtendedJpeg {

    private static final int SYMBOLS = 256;
    private static final int LONGEST_SIDE = 0xFFFF;

    /** Where the places of tables for AC coefficients begin. */
    private static final int AC_TABLES = 1 << 4;

    /** Units between two looks at whether anybody still waits. */
    private static final int STRETCH = 1024;

    private final int precision;
    private final int tables;
    private final int[][] steps;
    private final DctFrame layout;
    private final List<short[]> blocks = new ArrayList<>();
    private final List<BlockCoder> coders = new ArrayList<>();
    private final List<HuffmanEncoding> dc = new ArrayList<>();
    private final List<HuffmanEncoding> ac = new ArrayList<>();

    private ExtendedJpeg(DecodedFrame frame, int precision, int quality) throws DicomException {
        this.precision = precision;
        boolean grey = frame.samplesPerPixel() == 1;
        this.tables = grey ? 1 : 2;
        this.steps =
                new int[][] {QuantizationTables.luma(quality, precision), QuantizationTables.chroma(quality, precision)
                };
        List<Component> components = grey
                ? List.of(new Component(1, 1, 1, 0))
                : List.of(new Component(1, 2, 1, 0), new Component(2, 1, 1, 1), new Component(3, 1, 1, 1));
        this.layout = DctFrame.of(
                new FrameHeader(FrameHeader.EXTENDED, precision, frame.rows(), frame.columns(), components));
    }

    /**
     * Encodes a frame.
     *
     * @param samples grey or RGB
     * @param precision 8 or 12, which they fit
     * @param quality on libjpeg's scale from 1 to 100
     * @throws DicomException INVALID if JPEG has no such size
     */
    static byte[] encode(StoredSamples samples, int precision, int quality)
            throws DicomException, InterruptedIOException {
        DecodedFrame frame = samples.frame();
        if (Math.max(frame.columns(), frame.rows()) > LONGEST_SIDE) {
            throw DicomException.invalid("%d x %d pixels; JPEG holds up to %d in each direction"
                    .formatted(frame.columns(), frame.rows(), LONGEST_SIDE));
        }
        return new ExtendedJpeg(frame, precision, quality).encode(samples);
    }

    private byte[] encode(StoredSamples samples) throws InterruptedIOException {
        for (DctPlane plane : YccPlanes.of(layout, samples, precision)) {
            blocks.add(quantized(plane));
        }
        makeCodes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(headers());
        EntropyWriter bits = new EntropyWriter(samples.frame().samples().length / 4);
        coders.forEach(BlockCoder::rewind);
        forEachBlock((component, at) -> {
            int table = Math.min(component, 1);
            coders.get(component).write(blocks.get(component), at, dc.get(table), ac.get(table), bits);
        });
        out.writeBytes(bits.finish());
        out.write(0xFF);
        out.write(Markers.EOI);
        return out.toByteArray();
    }

    private byte[] headers() {
        HeaderWriter out = new HeaderWriter();
        for (int table = 0; table < tables; table++) {
            out.quantization(table, steps[table], precision > Byte.SIZE);
        }
        out.frame(layout.header());
        for (int table = 0; table < tables; table++) {
            out.huffman(table, dc.get(table).list());
            out.huffman(AC_TABLES | table, ac.get(table).list());
        }
        List<ScanHeader.Part> parts = new ArrayList<>();
        for (Component component : layout.header().layout()) {
            parts.add(new ScanHeader.Part(parts.size(), component.quantization(), component.quantization()));
        }
        out.scan(new ScanHeader(parts, 0, ComponentGrid.BLOCK - 1, 0, 0), layout.header());
        return out.bytes();
    }

    private short[] quantized(DctPlane plane) throws InterruptedIOException {
        ComponentGrid grid = plane.grid();
        Fdct fdct = new Fdct(precision, steps[grid.component().quantization()]);
        short[] all = new short[plane.samples().length];
        int to = 0;
        for (int row = 0; row < grid.paddedDown(); row++) {
            Cancellation.check();
            for (int column = 0; column < grid.paddedAcross(); column++, to += ComponentGrid.BLOCK) {
                fdct.transform(plane.samples(), plane.at(row, column), plane.stride(), all, to);
            }
        }
        return all;
    }

    private void makeCodes() throws InterruptedIOException {
        long[][] dcFrequencies = new long[tables][SYMBOLS];
        long[][] acFrequencies = new long[tables][SYMBOLS];
        for (int i = 0; i < blocks.size(); i++) {
            int table = Math.min(i, 1);
            coders.add(new BlockCoder(dcFrequencies[table], acFrequencies[table]));
        }
        forEachBlock((component, at) -> coders.get(component).count(blocks.get(component), at));
        for (int table = 0; table < tables; table++) {
            dc.add(new HuffmanEncoding(dcFrequencies[table]));
            ac.add(new HuffmanEncoding(acFrequencies[table]));
        }
    }

    /** What is done with a block: the component's number, and the place of its coefficients. */
    private interface BlockAction {
        void at(int component, int place);
    }

    /** Goes through all blocks in the order of the scan (A.2.3): two of Y and one each of Cb and Cr, or row by row. */
    private void forEachBlock(BlockAction action) throws InterruptedIOException {
        int units = blocks.get(blocks.size() - 1).length / ComponentGrid.BLOCK;
        for (int unit = 0; unit < units; unit++) {
            if (unit % STRETCH == 0) {
                Cancellation.check();
            }
            if (blocks.size() == 1) {
                action.at(0, ComponentGrid.BLOCK * unit);
            } else {
                action.at(0, ComponentGrid.BLOCK * 2 * unit);
                action.at(0, ComponentGrid.BLOCK * (2 * unit + 1));
                action.at(1, ComponentGrid.BLOCK * unit);
                action.at(2, ComponentGrid.BLOCK * unit);
            }
        }
    }
}
