package org.dicomcaravan.codec.jpegsyntax;

import java.io.ByteArrayOutputStream;

/** Writes the segments of a codestream that are no entropy-coded data (ISO/IEC 10918-1 Annex B). For one thread. */
public final class HeaderWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A writer behind SOI. */
    public HeaderWriter() {
        marker(Markers.SOI);
    }

    /** Says that three components are RGB, by Adobe's segment: viewers that don't know of DICOM take them for YCbCr without it. */
    public void adobeRgb() {
        out.writeBytes(AdobeRgb.segment());
    }

    /** A quantization table (B.2.4.1). */
    public void quantization(int place, int[] steps, boolean words) {
        marker(Markers.DQT);
        word(3 + steps.length * (words ? 2 : 1));
        out.write((words ? 1 << 4 : 0) | place);
        for (int step : steps) {
            if (words) {
                word(step);
            } else {
                out.write(step);
            }
        }
    }

    /** The frame header (B.2.2). */
    public void frame(FrameHeader header) {
        marker(Markers.SOF0 + header.process());
        word(8 + 3 * header.components());
        out.write(header.precision());
        word(header.rows());
        word(header.columns());
        out.write(header.components());
        for (Component component : header.layout()) {
            out.write(component.id());
            out.write(component.across() << 4 | component.down());
            out.write(component.quantization());
        }
    }

    /**
     * A Huffman table (B.2.4.2).
     *
     * @param place of the table, plus 16 if it is one of AC coefficients
     */
    public void huffman(int place, HuffmanCodes codes) {
        marker(Markers.DHT);
        word(3 + codes.bytes());
        out.write(place);
        codes.write(out);
    }

    /** The header of a scan, whose entropy-coded data is to follow (B.2.3). */
    public void scan(ScanHeader header, FrameHeader frame) {
        marker(Markers.SOS);
        word(6 + 2 * header.parts().size());
        out.write(header.parts().size());
        for (ScanHeader.Part part : header.parts()) {
            out.write(frame.layout().get(part.index()).id());
            out.write(part.dc() << 4 | part.ac());
        }
        out.write(header.first());
        out.write(header.last());
        out.write(header.high() << 4 | header.low());
    }

    private void marker(int code) {
        out.write(0xFF);
        out.write(code);
    }

    private void word(int value) {
        out.write(value >> Byte.SIZE);
        out.write(value);
    }

    /** What was written. */
    public byte[] bytes() {
        return out.toByteArray();
    }
}
