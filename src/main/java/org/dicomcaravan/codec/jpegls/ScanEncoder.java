package org.dicomcaravan.codec.jpegls;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;

/**
 * Writes a codestream of one scan, without anything that is optional (C.1): one component, or the lines of several ones
 * in turn, which every decoder knows.
 */
final class ScanEncoder {

    private static final int SOI = 0xFFD8;
    private static final int EOI = 0xFFD9;
    private static final int SOS = 0xFFDA;
    private static final int SOF55 = 0xFFF7;
    private static final int HEADERS = 64;
    /** The longest code is 64 bits, stuffed ones not counted. */
    private static final int MOST_BYTES_A_SAMPLE = 10;

    private final DecodedFrame frame;
    private final SampleLines samples;
    private final BitWriter out;

    ScanEncoder(DecodedFrame frame, SampleLines samples) {
        this.frame = frame;
        this.samples = samples;
        this.out = new BitWriter(frame.samples().length / 2 + 2 * HEADERS);
    }

    byte[] encode() throws DicomException, InterruptedIOException {
        headers();
        ContextModel model = new ContextModel(CodingParameters.defaults(samples.precision(), samples.near()));
        StrandEncoder encoder = samples.near() == 0 ? new LosslessLineEncoder(out, model) : new LineEncoder(out, model);
        Strand[] strands = new Strand[frame.samplesPerPixel()];
        for (int component = 0; component < strands.length; component++) {
            strands[component] = new Strand(1, frame.columns(), frame.rows(), 1);
        }
        for (int y = 0; y < frame.rows(); y++) {
            Cancellation.check();
            for (int component = 0; component < strands.length; component++) {
                Strand strand = strands[component];
                out.reserve((long) MOST_BYTES_A_SAMPLE * frame.columns());
                strand.begin();
                samples.read(component, y, strand.line);
                encoder.line(strand);
                strand.end();
            }
        }
        out.end();
        out.reserve(2);
        out.number(EOI, 2);
        return out.toByteArray();
    }

    private void headers() {
        int count = frame.samplesPerPixel();
        out.number(SOI, 2);
        out.number(SOF55, 2);
        out.number(8 + 3 * count, 2);
        out.number(samples.precision(), 1);
        out.number(frame.rows(), 2);
        out.number(frame.columns(), 2);
        out.number(count, 1);
        for (int id = 1; id <= count; id++) {
            out.number(id, 1);
            out.number(0x11, 1);
            out.number(0, 1);
        }
        out.number(SOS, 2);
        out.number(6 + 2 * count, 2);
        out.number(count, 1);
        for (int id = 1; id <= count; id++) {
            out.number(id, 1);
            out.number(0, 1);
        }
        out.number(samples.near(), 1);
        out.number(count == 1 ? 0 : 1, 1); // ILV, Table C.3: none, or by lines
        out.number(0, 1);
    }
}
