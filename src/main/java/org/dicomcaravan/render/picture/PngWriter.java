package org.dicomcaravan.render.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.io.Pieces;
import org.dicomcaravan.render.RenderedFrame;

/**
 * PNG (ISO/IEC 15948) of 8-bit grey (colour type 0) or RGB (2), not interlaced. Each row is filtered by the one above
 * it and deflated at the fastest level: on medical images that is both smaller and faster than choosing among filters.
 * Needs two small buffers beside the samples. Stateless.
 */
public final class PngWriter {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] IHDR = {'I', 'H', 'D', 'R'};
    private static final byte[] IDAT = {'I', 'D', 'A', 'T'};
    private static final byte[] IEND = {'I', 'E', 'N', 'D'};
    private static final byte GREY = 0;
    private static final byte RGB = 2;
    private static final byte NONE = 0;
    private static final byte UP = 2;
    private static final int BLOCK = 1 << 16;
    /** Rows that are looked at to tell noise from surfaces. */
    private static final int PROBES = 32;
    /** Percentage of repeated differences below which searching for matches costs time and gains nothing. */
    private static final int NOISE = 45;

    private PngWriter() {}

    /** The whole file. */
    public static Pieces encode(RenderedFrame frame) throws IOException {
        Pieces out = new Pieces();
        write(frame, out);
        return out;
    }

    /** Writes the file to a stream, which stays open. */
    public static void write(RenderedFrame frame, OutputStream out) throws IOException {
        out.write(SIGNATURE);
        writeChunk(out, IHDR, header(frame), 13);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        deflater.setStrategy(isNoise(frame) ? Deflater.HUFFMAN_ONLY : Deflater.DEFAULT_STRATEGY);
        try {
            writeRows(frame, deflater, out);
        } finally {
            deflater.end();
        }
        writeChunk(out, IEND, new byte[0], 0);
    }

    private static byte[] header(RenderedFrame frame) {
        byte[] header = new byte[13];
        putInt(header, 0, frame.width());
        putInt(header, 4, frame.height());
        header[8] = 8;
        header[9] = frame.components() == 1 ? GREY : RGB;
        return header;
    }

    private static void writeRows(RenderedFrame frame, Deflater deflater, OutputStream out) throws IOException {
        byte[] samples = frame.samples();
        int rowBytes = frame.width() * frame.components();
        int rowsAtOnce = Math.max(1, Math.min(frame.height(), BLOCK / (rowBytes + 1)));
        byte[] filtered = new byte[rowsAtOnce * (rowBytes + 1)];
        byte[] packed = new byte[BLOCK];
        int filled = 0;
        for (int y = 0; y < frame.height(); ) {
            int rows = Math.min(rowsAtOnce, frame.height() - y);
            for (int row = 0; row < rows; row++, y++) {
                filter(samples, y * rowBytes, rowBytes, filtered, row * (rowBytes + 1));
            }
            Cancellation.check();
            deflater.setInput(filtered, 0, rows * (rowBytes + 1));
            if (y == frame.height()) {
                deflater.finish();
            }
            while (!deflater.needsInput() || y == frame.height() && !deflater.finished()) {
                filled += deflater.deflate(packed, filled, packed.length - filled);
                if (filled == packed.length || deflater.finished()) {
                    writeChunk(out, IDAT, packed, filled);
                    filled = 0;
                }
                if (deflater.finished()) {
                    break;
                }
            }
        }
    }

    /** Whether differences between rows hardly ever repeat: then only their frequencies can be made use of. */
    private static boolean isNoise(RenderedFrame frame) {
        byte[] samples = frame.samples();
        int rowBytes = frame.width() * frame.components();
        int step = Math.max(1, frame.height() / PROBES);
        long repeated = 0;
        long seen = 0;
        for (int y = 1; y < frame.height(); y += step) {
            int row = y * rowBytes;
            int last = Integer.MIN_VALUE;
            for (int at = row; at < row + rowBytes; at += frame.components()) {
                int difference = samples[at] - samples[at - rowBytes];
                if (difference == last) {
                    repeated++;
                }
                last = difference;
            }
            seen += frame.width();
        }
        return repeated * 100 < seen * NOISE;
    }

    private static void filter(byte[] samples, int from, int rowBytes, byte[] filtered, int to) {
        if (from == 0) {
            filtered[to] = NONE;
            System.arraycopy(samples, 0, filtered, to + 1, rowBytes);
            return;
        }
        filtered[to] = UP;
        int above = from - rowBytes;
        for (int i = 0; i < rowBytes; i++) {
            filtered[to + 1 + i] = (byte) (samples[from + i] - samples[above + i]);
        }
    }

    private static void writeChunk(OutputStream out, byte[] type, byte[] data, int length) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(type);
        crc.update(data, 0, length);
        byte[] number = new byte[4];
        putInt(number, 0, length);
        out.write(number);
        out.write(type);
        out.write(data, 0, length);
        putInt(number, 0, (int) crc.getValue());
        out.write(number);
    }

    private static void putInt(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }
}
