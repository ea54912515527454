package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Pictures without sign as files of PGM (one component) and PPM (three). */
final class Netpbm {

    private Netpbm() {}

    static byte[] write(Picture picture) {
        int most = (1 << picture.precision()) - 1;
        int[][] samples = picture.samples();
        String header =
                "P%d\n%d %d\n%d\n".formatted(samples.length == 1 ? 5 : 6, picture.width(), picture.height(), most);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            for (int[] component : samples) {
                if (most > 255) {
                    out.write(component[i] >> 8);
                }
                out.write(component[i]);
            }
        }
        return out.toByteArray();
    }

    /** Reads a file of the same kind of picture, without comments. */
    static Picture read(byte[] file, Picture like) {
        byte[] words = Arrays.copyOfRange(file, header(file, like), file.length);
        int bytes = like.precision() > 8 ? 2 : 1;
        int components = like.samples().length;
        int pixels = like.width() * like.height();
        if (words.length != bytes * components * pixels) {
            throw new AssertionError("%d bytes for %s".formatted(words.length, like));
        }
        int[][] samples = new int[components][pixels];
        for (int i = 0; i < components * pixels; i++) {
            int first = words[i * bytes] & 0xFF;
            samples[i % components][i / components] = bytes == 1 ? first : first << 8 | words[2 * i + 1] & 0xFF;
        }
        return new Picture(like.width(), like.height(), like.precision(), false, samples);
    }

    /** Where the samples begin: behind four words. */
    private static int header(byte[] file, Picture like) {
        String start = new String(file, 0, Math.min(file.length, 40), StandardCharsets.US_ASCII);
        String[] words = start.split("\\s", 5);
        String[] expected = {
            like.samples().length == 1 ? "P5" : "P6",
            Integer.toString(like.width()),
            Integer.toString(like.height()),
            Integer.toString((1 << like.precision()) - 1)
        };
        if (!Arrays.equals(Arrays.copyOf(words, 4), expected)) {
            throw new AssertionError("%s instead of %s".formatted(start, like));
        }
        return String.join(" ", expected).length() + 1;
    }
}
