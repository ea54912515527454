package org.dicomcaravan.codec.jpeg;

import org.dicomcaravan.codec.jpegsyntax.HuffmanCodes;
import org.dicomcaravan.codec.jpegsyntax.Markers;
import org.dicomcaravan.codec.jpegsyntax.Segment;
import org.dicomcaravan.dicom.DicomException;

/** The tables that are in force at a place of a codestream (ISO/IEC 10918-1 B.2.4). One decoding's, one thread's. */
final class DctTables {

    private static final int PLACES = 4;

    private final int[][] quantizers = new int[PLACES][];
    private final HuffmanTable[] dc = new HuffmanTable[PLACES];
    private final HuffmanTable[] ac = new HuffmanTable[PLACES];
    private int restartInterval;

    /** Takes a segment in; one that is no table is left alone. */
    void read(Segment segment) throws DicomException {
        switch (segment.marker()) {
            case Markers.DQT -> quantizers(segment);
            case Markers.DHT -> huffman(segment);
            case Markers.DRI -> restartInterval = segment.restartInterval();
            default -> {}
        }
    }

    private void quantizers(Segment segment) throws DicomException {
        for (int at = 0; at < segment.length(); ) {
            int wordBytes = (segment.at(at) >> 4) + 1;
            int place = segment.at(at) & 0xF;
            at++;
            if (wordBytes > 2 || place >= PLACES || segment.length() - at < ComponentGrid.BLOCK * wordBytes) {
                throw DicomException.invalid("a JPEG quantization table that is cut off or has no such place");
            }
            int[] table = new int[ComponentGrid.BLOCK];
            for (int k = 0; k < table.length; k++, at += wordBytes) {
                table[k] = wordBytes == 1 ? segment.at(at) : segment.word(at);
                if (table[k] == 0) {
                    throw DicomException.invalid("a JPEG quantization table with a step of 0");
                }
            }
            quantizers[place] = table;
        }
    }

    private void huffman(Segment segment) throws DicomException {
        for (int at = 0; at < segment.length(); ) {
            int type = segment.at(at) >> 4;
            int place = segment.at(at) & 0xF;
            HuffmanCodes codes = HuffmanCodes.read(segment, at + 1);
            if (type > 1 || place >= PLACES) {
                throw DicomException.invalid("a JPEG Huffman table of type %d at place %d".formatted(type, place));
            }
            (type == 0 ? dc : ac)[place] = new HuffmanTable(codes, type == 0);
            at += 1 + codes.bytes();
        }
    }

    /** A quantization table in the order of the code. */
    int[] quantizer(int place) throws DicomException {
        return there(quantizers, "quantization table", place);
    }

    HuffmanTable dc(int place) throws DicomException {
        return there(dc, "DC Huffman table", place);
    }

    HuffmanTable ac(int place) throws DicomException {
        return there(ac, "AC Huffman table", place);
    }

    /** Minimum coded units between restart markers; 0 for all. */
    int restartInterval() {
        return restartInterval;
    }

    private static <T> T there(T[] tables, String what, int place) throws DicomException {
        if (place >= PLACES || tables[place] == null) {
            throw DicomException.invalid("a JPEG scan needs %s %d, which is not there".formatted(what, place));
        }
        return tables[place];
    }
}
