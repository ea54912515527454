package org.dicomcaravan.codec.jpeg;

import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;

/**
 * Writes a frame as extended sequential JPEG (ISO/IEC 10918-1, SOF1; process 2 for 8 bits, 4 for 12): one scan, with the
 * Huffman codes that are best for this frame, since the standard's examples don't reach 12 bits. Memory: four bytes a
 * sample. For one frame and thread.
 */
final class ExtendedJpeg {

    private static final int SOF1 = 0xC1;
    private static final int DHT = 0xC4;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int SYMBOLS = 256;
    private static final int LUMA_SAMPLING = 0x21;
    private static final int ONE_SAMPLING = 0x11;
    private static final int LONGEST_SIDE = 0xFFFF;

    /** Units between two looks at whether anybody still waits. */
    private static final int STRETCH = 1024;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int precision;
    private final int tables;
    private final int[][] steps;
    private final DctFrame layout;
    private final List<short[]> blocks = new ArrayList<>();
    private final List<BlockCoder> coders = new ArrayList<>();
    private final List<HuffmanCode> dc = new ArrayList<>();
    private final List<HuffmanCode> ac = new ArrayList<>();

    private ExtendedJpeg(DecodedFrame frame, int precision, int quality) throws DicomException {
        this.precision = precision;
        boolean grey = frame.samplesPerPixel() == 1;
        this.tables = grey ? 1 : 2;
        this.steps =
                new int[][] {QuantizationTables.luma(quality, precision), QuantizationTables.chroma(quality, precision)
                };
        List<JpegComponent> components = grey
                ? List.of(new JpegComponent(1, 1, 1, 0))
                : List.of(new JpegComponent(1, 2, 1, 0), new JpegComponent(2, 1, 1, 1), new JpegComponent(3, 1, 1, 1));
        this.layout =
                DctFrame.of(new JpegFrame(JpegFrame.EXTENDED, precision, frame.rows(), frame.columns(), components));
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
        marker(SOI);
        for (int table = 0; table < tables; table++) {
            quantizers(table);
        }
        frameHeader();
        for (int table = 0; table < tables; table++) {
            codes(table, dc.get(table));
            codes(1 << 4 | table, ac.get(table));
        }
        scanHeader();
        EntropyWriter bits = new EntropyWriter(samples.frame().samples().length / 4);
        coders.forEach(BlockCoder::rewind);
        forEachBlock((component, at) -> {
            int table = Math.min(component, 1);
            coders.get(component).write(blocks.get(component), at, dc.get(table), ac.get(table), bits);
        });
        out.writeBytes(bits.finish());
        marker(EOI);
        return out.toByteArray();
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
            dc.add(new HuffmanCode(dcFrequencies[table]));
            ac.add(new HuffmanCode(acFrequencies[table]));
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

    private void quantizers(int table) {
        boolean words = precision > Byte.SIZE;
        marker(DQT);
        word(3 + ComponentGrid.BLOCK * (words ? 2 : 1));
        out.write((words ? 1 << 4 : 0) | table);
        for (int step : steps[table]) {
            if (words) {
                word(step);
            } else {
                out.write(step);
            }
        }
    }

    private void frameHeader() {
        JpegFrame header = layout.header();
        marker(SOF1);
        word(8 + 3 * header.components());
        out.write(precision);
        word(header.rows());
        word(header.columns());
        out.write(header.components());
        for (JpegComponent component : header.layout()) {
            out.write(component.id());
            out.write(component.across() == 2 ? LUMA_SAMPLING : ONE_SAMPLING);
            out.write(component.quantization());
        }
    }

    private void codes(int place, HuffmanCode code) {
        marker(DHT);
        word(3 + code.bytes());
        out.write(place);
        code.write(out);
    }

    private void scanHeader() {
        List<JpegComponent> components = layout.header().layout();
        marker(SOS);
        word(6 + 2 * components.size());
        out.write(components.size());
        for (JpegComponent component : components) {
            out.write(component.id());
            out.write(component.quantization() << 4 | component.quantization());
        }
        out.write(0);
        out.write(ComponentGrid.BLOCK - 1);
        out.write(0);
    }

    private void marker(int code) {
        out.write(0xFF);
        out.write(code);
    }

    private void word(int value) {
        out.write(value >> Byte.SIZE);
        out.write(value);
    }
}
