package org.dicomcaravan.codec.jpegls;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.jpegls.FrameHeader.Component;
import org.dicomcaravan.codec.jpegls.ScanHeader.Interleave;
import org.dicomcaravan.dicom.DicomException;

/** Decodes a scan (Annexes A and B): its lines in their order, and the restart markers between them. */
final class ScanDecoder {

    private static final int RST0 = 0xD0;

    private final byte[] codestream;
    private final BitReader in;
    private final FrameHeader frame;
    private final ScanHeader scan;
    private final int restartInterval;
    private final ContextModel model;
    private final StrandDecoder decoder;
    private final Strand[] strands;

    /**
     * A decoder of the scan whose data start at {@code at}.
     *
     * @param restartInterval Ri in lines (C.2.5), counted once where several components' lines alternate; 0 for none
     */
    ScanDecoder(
            byte[] codestream,
            int at,
            FrameHeader frame,
            ScanHeader scan,
            CodingParameters parameters,
            int restartInterval)
            throws DicomException {
        this.codestream = codestream;
        this.in = new BitReader(codestream, at);
        this.frame = frame;
        this.scan = scan;
        this.restartInterval = restartInterval;
        this.model = new ContextModel(parameters);
        this.decoder = decoder(parameters.losslessBits());
        this.strands = strands();
    }

    private StrandDecoder decoder(boolean losslessBits) {
        if (scan.interleave() == Interleave.SAMPLE) {
            return new SampleDecoder(in, model);
        }
        return losslessBits ? new LosslessLineDecoder(in, model) : new LineDecoder(in, model);
    }

    private Strand[] strands() throws DicomException {
        int[] components = scan.components();
        if (scan.interleave() == Interleave.SAMPLE && frame.subsampled()) {
            throw DicomException.unsupported("a sample-interleaved JPEG-LS scan of subsampled components");
        }
        Strand[] found = new Strand[scan.interleave() == Interleave.SAMPLE ? 1 : components.length];
        for (int i = 0; i < found.length; i++) {
            Component component = frame.components().get(components[i]);
            found[i] = new Strand(
                    components.length / found.length,
                    frame.columns(component),
                    frame.rows(component),
                    scan.interleave() == Interleave.LINE ? component.vertical() : 1);
        }
        return found;
    }

    /** Decodes all lines; where the marker behind them is, or the end of the codestream. */
    int decode(LineSink sink) throws DicomException, InterruptedIOException {
        int groups = (strands[0].rows + strands[0].linesAtATime - 1) / strands[0].linesAtATime;
        for (int group = 0; group < groups; group++) {
            if (restartInterval > 0 && group > 0 && group % restartInterval == 0) {
                restart(group / restartInterval - 1 & 7);
            }
            for (int i = 0; i < strands.length; i++) {
                Strand strand = strands[i];
                int end = Math.min((group + 1) * strand.linesAtATime, strand.rows);
                for (int y = group * strand.linesAtATime; y < end; y++) {
                    Cancellation.check();
                    strand.begin();
                    decoder.line(strand);
                    in.check();
                    sink.line(components(i), y, strand.line, strand.columns);
                    strand.end();
                }
            }
        }
        return in.end();
    }

    private int[] components(int strand) {
        return strands.length == 1 ? scan.components() : new int[] {scan.components()[strand]};
    }

    private void restart(int number) throws DicomException {
        int at = in.end();
        while (at + 1 < codestream.length && codestream[at] == -1 && codestream[at + 1] == -1) {
            at++; // fill bytes
        }
        if (at + 1 >= codestream.length || (codestream[at + 1] & 0xFF) != RST0 + number) {
            throw DicomException.invalid("JPEG-LS restart marker %d is missing at byte %d".formatted(number, at));
        }
        in.restart(at + 2);
        model.reset();
        for (Strand strand : strands) {
            strand.reset();
        }
    }
}
