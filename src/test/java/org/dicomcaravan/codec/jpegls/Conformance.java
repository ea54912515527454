package org.dicomcaravan.codec.jpegls;

import java.io.IOException;
import java.nio.file.Files;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.corpus.Corpus;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** The JPEG-LS conformance set (T.87 Annex E) and CharLS's own test images. */
final class Conformance {

    private static final String FOLDER = "codestreams/team-charls+charls/test/data/";

    private Conformance() {}

    static boolean has(Corpus corpus, String name) {
        return corpus.has(FOLDER + name);
    }

    static byte[] stream(Corpus corpus, String name) throws IOException {
        return Files.readAllBytes(corpus.file(FOLDER + name));
    }

    /** One of those that come with the project. */
    static byte[] stream(String name) throws IOException {
        return stream(Corpus.OWN, name);
    }

    /** The samples of a PGM or PPM file, in little endian words. */
    static byte[] picture(Corpus corpus, String name) throws IOException {
        byte[] file = stream(corpus, name);
        int at = 0;
        String[] header = new String[4];
        for (int i = 0; i < header.length; at++) {
            int start = at;
            while (file[at] > ' ') {
                at++;
            }
            if (file[start] == '#') {
                while (file[at] != '\n') {
                    at++;
                }
            } else if (at > start) {
                header[i++] = new String(file, start, at - start, java.nio.charset.StandardCharsets.US_ASCII);
            }
        }
        byte[] samples = java.util.Arrays.copyOfRange(file, at, file.length);
        if (Integer.parseInt(header[3]) > 255) {
            for (int i = 0; i < samples.length; i += 2) {
                byte high = samples[i];
                samples[i] = samples[i + 1];
                samples[i + 1] = high;
            }
        }
        return samples;
    }

    static FrameShape shape(int rows, int columns, int samples, int allocated, int stored) {
        String colour = samples == 1 ? "MONOCHROME2" : "RGB";
        return new FrameShape(rows, columns, samples, allocated, stored, stored - 1, false, false, colour, false);
    }

    /** Decodes a codestream whose geometry is what it says itself. */
    static DecodedFrame decode(byte[] codestream) throws IOException, DicomException {
        int at = 2;
        while ((codestream[at + 1] & 0xFF) != 0xF7) {
            at += 2 + (codestream[at + 2] & 0xFF) * 256 + (codestream[at + 3] & 0xFF);
        }
        int precision = codestream[at + 4];
        int rows = (codestream[at + 5] & 0xFF) << 8 | codestream[at + 6] & 0xFF;
        int columns = (codestream[at + 7] & 0xFF) << 8 | codestream[at + 8] & 0xFF;
        FrameShape shape = shape(rows, columns, codestream[at + 9], precision > 8 ? 16 : 8, precision);
        return new JpegLsDecoder().decode(codestream, shape, TransferSyntax.JPEG_LS);
    }
}
