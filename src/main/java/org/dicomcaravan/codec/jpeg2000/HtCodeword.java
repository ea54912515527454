package org.dicomcaravan.codec.jpeg2000;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A row of the tables CxtVLC_table_0 and CxtVLC_table_1 (ITU-T T.814, Annex C): what a codeword tells of a quad, which
 * is two by two coefficients. Patterns have a bit for each of them: 1 at the upper left, 2 below it, 4 and 8 to the
 * right of these.
 *
 * @param first whether the row is for quads of a block's first row, as in table 0
 * @param context of the quad, c_q: significance around it
 * @param significance the pattern rho_q: which coefficients are not zero
 * @param offset u_off: whether the exponents' bound is above what was predicted
 * @param known the pattern e^k: of which coefficients it is known whether they reach the bound
 * @param reaching the pattern e^1: which of these do
 * @param bits the codeword, the bit that is read first lowest
 * @param length of the codeword, 1 to 7
 */
record HtCodeword(
        boolean first, int context, int significance, boolean offset, int known, int reaching, int bits, int length) {

    /** The longest codeword's length. */
    static final int LONGEST = 7;

    private static final List<HtCodeword> ALL = load();

    /** All rows of both tables. */
    static List<HtCodeword> all() {
        return ALL;
    }

    private static List<HtCodeword> load() {
        try (InputStream in = HtCodeword.class.getResourceAsStream("vlc.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .skip(1)
                    .map(line -> of(line.split(",")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the codewords in the program's own jar can't be read", e);
        }
    }

    /** A line of the file, whose codewords are written as they are read: the first bit leftmost. */
    private static HtCodeword of(String[] cells) {
        String word = new StringBuilder(cells[6]).reverse().toString();
        return new HtCodeword(
                cells[0].equals("first"),
                Integer.parseInt(cells[1]),
                Integer.parseInt(cells[2], 16),
                cells[3].equals("1"),
                Integer.parseInt(cells[4], 16),
                Integer.parseInt(cells[5], 16),
                Integer.parseInt(word, 2),
                word.length());
    }
}
