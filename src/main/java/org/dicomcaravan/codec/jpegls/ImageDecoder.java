package org.dicomcaravan.codec.jpegls;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.jpegls.FrameHeader.Component;
import org.dicomcaravan.dicom.DicomException;

/**
 * Takes a JPEG-LS codestream apart, marker by marker (Annex C), and decodes its scans until all components are there;
 * an EOI that is missing and what lies behind the last scan are of no interest.
 */
final class ImageDecoder {

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DNL = 0xDC;
    private static final int DRI = 0xDD;
    private static final int APP0 = 0xE0;
    private static final int APP8 = 0xE8;
    private static final int APP15 = 0xEF;
    private static final int SOF55 = 0xF7;
    private static final int LSE = 0xF8;
    private static final int COM = 0xFE;

    private final byte[] codestream;
    private int at;
    private FrameHeader frame;
    private int oversizeRows;
    private int oversizeColumns;
    private Presets presets = Presets.NONE;
    private int restartInterval;
    private ColourTransform transform = ColourTransform.NONE;
    private int decoded; // components, a bit each

    /** Who wants the image: sees its header before anything is decoded, and may refuse it. */
    interface Receiver {

        /** What takes the lines of such an image. */
        LineSink begin(FrameHeader frame) throws DicomException;
    }

    ImageDecoder(byte[] codestream) {
        this.codestream = codestream;
    }

    /**
     * Decodes the image.
     *
     * @return the colour transform whose output the samples are
     */
    ColourTransform decode(Receiver receiver) throws DicomException, InterruptedIOException {
        if (codestream.length < 2 || codestream[0] != -1 || (codestream[1] & 0xFF) != SOI) {
            throw DicomException.invalid("no JPEG-LS codestream: it does not start with SOI (FFD8)");
        }
        at = 2;
        LineSink sink = null;
        while (frame == null || decoded != (1 << frame.components().size()) - 1) {
            int marker = marker();
            Segment segment = marker == EOI ? null : new Segment(codestream, at);
            if (segment == null) {
                throw DicomException.invalid("the JPEG-LS codestream ends before all of its components");
            }
            at = segment.end();
            if (marker != SOS) {
                read(marker, segment);
                continue;
            }
            if (sink == null) {
                sink = receiver.begin(header());
            }
            scan(segment, sink);
        }
        return transform;
    }

    /** The code of the next marker; fill bytes FF may come before it (ISO/IEC 10918-1 B.1.1.2). */
    private int marker() throws DicomException {
        int place = at;
        while (place + 1 < codestream.length && codestream[place] == -1 && codestream[place + 1] == -1) {
            place++;
        }
        if (place + 1 >= codestream.length) {
            throw DicomException.invalid("the JPEG-LS codestream ends before its frame is whole");
        }
        if (codestream[place] != -1) {
            throw DicomException.invalid("no JPEG-LS marker at byte " + place);
        }
        at = place + 2;
        return codestream[place + 1] & 0xFF;
    }

    private void read(int marker, Segment segment) throws DicomException {
        if (marker == SOF55) {
            if (frame != null) {
                throw DicomException.invalid("a JPEG-LS codestream with two frame headers");
            }
            frame = FrameHeader.read(segment);
        } else if (marker == LSE) {
            extension(segment);
        } else if (marker == DRI) {
            restartInterval = segment.number(Math.max(2, Math.min(Integer.BYTES, segment.left())));
        } else if (marker == APP8) {
            transform = ColourTransform.read(segment, transform);
        } else if (marker == DNL || marker >= 0xC0 && marker <= 0xCF || marker > SOF55 && marker < COM) {
            throw DicomException.unsupported("a codestream with marker FF%02X, which JPEG-LS lacks".formatted(marker));
        } else if (marker != COM && (marker < APP0 || marker > APP15)) {
            throw DicomException.invalid("marker FF%02X in a JPEG-LS codestream".formatted(marker));
        }
    }

    /** LSE (C.2.4.1). Mapping tables are of no interest unless a scan uses one. */
    private void extension(Segment segment) throws DicomException {
        int type = segment.number(1);
        switch (type) {
            case 1 -> presets = Presets.read(segment);
            case 2, 3 -> {}
            case 4 -> {
                int width = segment.number(1);
                if (width < 2 || width > Integer.BYTES) {
                    throw DicomException.invalid("JPEG-LS dimensions of %d bytes".formatted(width));
                }
                oversizeRows = segment.number(width);
                oversizeColumns = segment.number(width);
            }
            default -> throw DicomException.unsupported("JPEG-LS parameters of type " + type);
        }
    }

    private FrameHeader header() throws DicomException {
        if (frame == null) {
            throw DicomException.invalid("a JPEG-LS scan before the frame header");
        }
        frame = frame.withSize(
                frame.rows() == 0 ? oversizeRows : frame.rows(),
                frame.columns() == 0 ? oversizeColumns : frame.columns());
        if (frame.rows() <= 0 || frame.columns() <= 0) {
            throw DicomException.unsupported(
                    "a JPEG-LS codestream of %d x %d pixels".formatted(frame.columns(), frame.rows()));
        }
        transform.check(frame);
        return frame;
    }

    private void scan(Segment segment, LineSink sink) throws DicomException, InterruptedIOException {
        ScanHeader scan = ScanHeader.read(segment, frame);
        for (int component : scan.components()) {
            if ((decoded >> component & 1) != 0) {
                Component twice = frame.components().get(component);
                throw DicomException.invalid("component %d is in two JPEG-LS scans".formatted(twice.id()));
            }
            decoded |= 1 << component;
        }
        CodingParameters parameters = CodingParameters.of(frame.precision(), scan.near(), presets);
        at = new ScanDecoder(codestream, at, frame, scan, parameters, restartInterval).decode(sink);
    }
}
