package org.dicomcaravan.codec.jpeg;

import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;

/** The tables that are in force at a place of a codestream (ISO/IEC 10918-1 B.2.4). One decoding's, one thread's. */
final class DctTables {

    static final int DHT = 0xC4;
    static final int DQT = 0xDB;
    static final int DRI = 0xDD;

    private static final int PLACES = 4;
    private static final int LENGTHS = 16;

    private final int[][] quantizers = new int[PLACES][];
    private final HuffmanTable[] dc = new HuffmanTable[PLACES];
    private final HuffmanTable[] ac = new HuffmanTable[PLACES];
    private int restartInterval;

    /** Takes a segment in whose parameters lie between two positions; one that is no table is left alone. */
    void read(byte[] bytes, int marker, int from, int to) throws DicomException {
        switch (marker) {
            case DQT -> quantizers(bytes, from, to);
            case DHT -> huffman(bytes, from, to);
            case DRI -> {
                if (to - from != 2) {
                    throw DicomException.invalid("a JPEG restart interval of " + (to - from) + " bytes");
                }
                restartInterval = JpegFrame.word(bytes, from);
            }
            default -> {}
        }
    }

    private void quantizers(byte[] bytes, int from, int to) throws DicomException {
        for (int at = from; at < to; ) {
            int wordBytes = (bytes[at] >> 4 & 0xF) + 1;
            int place = bytes[at] & 0xF;
            at++;
            if (wordBytes > 2 || place >= PLACES || to - at < ComponentGrid.BLOCK * wordBytes) {
                throw DicomException.invalid("a JPEG quantization table that is cut off or has no such place");
            }
            int[] table = new int[ComponentGrid.BLOCK];
            for (int k = 0; k < table.length; k++, at += wordBytes) {
                table[k] = wordBytes == 1 ? bytes[at] & 0xFF : JpegFrame.word(bytes, at);
                if (table[k] == 0) {
                    throw DicomException.invalid("a JPEG quantization table with a step of 0");
                }
            }
            quantizers[place] = table;
        }
    }

    private void huffman(byte[] bytes, int from, int to) throws DicomException {
        for (int at = from; at < to; ) {
            int type = bytes[at] >> 4 & 0xF;
            int place = bytes[at] & 0xF;
            at++;
            int[] counts = new int[LENGTHS];
            int symbols = 0;
            for (int i = 0; i < LENGTHS && at + i < to; i++) {
                counts[i] = bytes[at + i] & 0xFF;
                symbols += counts[i];
            }
            at += LENGTHS;
            if (type > 1 || place >= PLACES || at + symbols > to) {
                throw DicomException.invalid("a JPEG Huffman table that is cut off or has no such place");
            }
            HuffmanTable table = new HuffmanTable(counts, Arrays.copyOfRange(bytes, at, at + symbols), type == 0);
            (type == 0 ? dc : ac)[place] = table;
            at += symbols;
        }
    }

    /** A quantization table in the order of the code. */
    int[] quantizer(int place) throws DicomException {
        return there(quantizers[place], "quantization table", place);
    }

    HuffmanTable dc(int place) throws DicomException {
        return there(dc[place], "DC Huffman table", place);
    }

    HuffmanTable ac(int place) throws DicomException {
        return there(ac[place], "AC Huffman table", place);
    }

    /** Minimum coded units between restart markers; 0 for all. */
    int restartInterval() {
        return restartInterval;
    }

    private static <T> T there(T table, String what, int place) throws DicomException {
        if (table == null) {
            throw DicomException.invalid("a JPEG scan needs %s %d, which is not there".formatted(what, place));
        }
        return table;
    }
}
