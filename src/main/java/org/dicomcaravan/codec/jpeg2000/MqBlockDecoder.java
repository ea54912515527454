package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;

/**
 * Decodes the coefficients of one code-block after the other, bit-plane by bit-plane (Annex D). Not thread-safe.
 *
 * <p>Coefficients are scanned in stripes of four rows, column by column (D.1). Each such column has one word of state:
 * bits 0 to 17 say which coefficients are significant in the six rows and three columns that it and its neighbours cover
 * (row r and column c of those at bit 3r + c), so the nine bits from 3k on are the neighbourhood of its k-th
 * coefficient as {@link Contexts} has it. Bits 19 + 3k, 20 + 3k and 21 + 3k say whether the k-th coefficient is negative,
 * was refined before, and was visited in this bit-plane; bits 18 and 31 whether those above and below are negative.
 */
final class MqBlockDecoder {

    private static final int ROWS = 4;
    private static final int SIGNIFICANT = (1 << 18) - 1;
    private static final int NEGATIVE_ABOVE = 1 << 18;
    private static final int NEGATIVE = 1 << 19;
    private static final int REFINED_AT = 20;
    private static final int VISITED = 1 << 21;
    private static final int ALL_VISITED = VISITED | VISITED << 3 | VISITED << 6 | VISITED << 9;

    /** Of each row of a column the bit at three times its number, its place. */
    private static final int ALL_ROWS = 0b001_001_001_001;

    private static final int NEXT_ROW = 0b1000;
    private static final int NEXT_ROW_PLACE = 3;
    private static final int LAST_ROW = 9;
    private static final int CONTEXT_BITS = 5;
    private static final byte[] ROW_AT = {0, 0, 0, 1, 0, 0, 2, 0, 0, 3};
    private static final int FURTHER = Contexts.refinement(false, false);
    private static final int SEGMENTATION_SYMBOL = 0b1010;
    private static final int BYPASSED_AFTER = 4;

    private final MqDecoder coder = new MqDecoder();
    private final RawBits rawBits = new RawBits();
    private int[] state = new int[0];

    /** Coefficients to be refined, and the contexts of their bits; one more is written than there are. */
    private final int[] listed = new int[(1 << 12) + ROWS];

    private int[] coefficients = new int[0];
    private byte[] contexts = Contexts.significance(Orientation.LL);
    private int width;
    private int height;
    private int stride;
    private boolean causal;

    /**
     * Decodes a code-block.
     *
     * @param bytes its codeword segments, one behind the other
     * @param planes bit-planes that it has
     * @param into receives twice each coefficient, row by row, with half a step of the last plane that was decoded
     * @throws DicomException INVALID where its passes can't be
     */
    void decode(CodedBlock block, byte[] bytes, int planes, Orientation orientation, ComponentStyle style, int[] into)
            throws DicomException {
        begin(block, orientation, style, into);
        coder.reset();
        int from = 0;
        int plane = planes;
        int passes = 0;
        int pass = 2; // 0 significance, 1 refinement, 2 cleanup
        for (int segment = 0; segment < block.segments(); segment++) {
            boolean raw = style.has(ComponentStyle.BYPASS) && pass < 2 && plane <= planes - BYPASSED_AFTER;
            if (raw) {
                rawBits.begin(bytes, from, block.lengthOf(segment));
            } else {
                coder.begin(bytes, from, block.lengthOf(segment));
            }
            for (int i = 0; i < block.passesOf(segment); i++) {
                if (plane == 0) {
                    throw DicomException.invalid(
                            "a JPEG 2000 code-block of %d bit-planes with %d passes".formatted(planes, block.passes()));
                }
                decode(pass, plane, raw, style);
                passes++;
                if (pass == 2 && style.has(ComponentStyle.SEGMENTATION_SYMBOLS)) {
                    readSegmentationSymbol(passes == block.passes());
                }
                pass = pass == 2 ? 0 : pass + 1;
                plane -= pass == 0 ? 1 : 0;
            }
            from += block.lengthOf(segment);
        }
    }

    private void begin(CodedBlock block, Orientation orientation, ComponentStyle style, int[] into) {
        width = block.area.width();
        height = block.area.height();
        stride = width + 2;
        causal = style.has(ComponentStyle.VERTICALLY_CAUSAL);
        contexts = Contexts.significance(orientation);
        coefficients = into;
        Arrays.fill(coefficients, 0, width * height, 0);
        int words = stride * ((height + ROWS - 1) / ROWS + 2);
        if (state.length < words) {
            state = new int[words];
        } else {
            Arrays.fill(state, 0, words, 0);
        }
    }

    private void decode(int pass, int plane, boolean raw, ComponentStyle style) throws DicomException {
        if (pass == 2) {
            cleanup(plane);
        } else if (pass == 1) {
            refineMagnitudes(plane, raw);
        } else {
            propagateSignificance(plane, raw);
        }
        if (!raw && style.has(ComponentStyle.RESET)) {
            coder.reset();
        }
    }

    /**
     * Reads what a cleanup pass ends with (D.5). Encoders that cut codewords for a rate leave the last one of a block
     * incomplete, so that one is not checked.
     */
    private void readSegmentationSymbol(boolean last) throws DicomException {
        int symbol = 0;
        for (int i = 0; i < ROWS; i++) {
            symbol = symbol << 1 | coder.decode(Contexts.UNIFORM);
        }
        if (symbol != SEGMENTATION_SYMBOL && !last) {
            throw DicomException.invalid("a JPEG 2000 code-block is damaged: its segmentation symbol is " + symbol);
        }
    }

    /** Bits of insignificant coefficients with significant neighbours (D.3.1), plain ones where they bypass the coder (D.6). */
    private void propagateSignificance(int plane, boolean raw) {
        for (int top = 0; top < height; top += ROWS) {
            int rows = rowsFrom(top);
            int column = (top / ROWS + 1) * stride + 1;
            int at = top * width;
            for (int end = column + width; column < end; column++, at++) {
                int flags = state[column];
                int rest = insignificantBesideSignificant(flags) & rows;
                while (rest != 0) {
                    int place = Integer.numberOfTrailingZeros(rest);
                    rest &= rest - 1;
                    int bit = raw ? rawBits.next() : coder.decode(contexts[flags >>> place & 0x1FF]);
                    if (bit != 0) {
                        flags |= raw
                                ? becomeSignificant(column, place, rawBits.next(), at, plane)
                                : decodeSign(column, place, flags, at, plane);
                        rest |= NEXT_ROW << place & ~(flags >>> 4) & rows;
                    }
                    flags |= VISITED << place;
                }
                state[column] = flags;
            }
        }
    }

    /** Which rows of a column, a bit each at three times its number, are not significant themselves, but are beside one. */
    private static int insignificantBesideSignificant(int flags) {
        int significant = flags & SIGNIFICANT;
        int anyInRow = significant | significant >>> 1 | significant >>> 2;
        int anyAround = anyInRow | anyInRow >>> 3 | anyInRow >>> 6;
        return anyAround & ~(flags >>> 4);
    }

    /**
     * Bits of coefficients that became significant in a higher plane (D.3.3). None of them changes the context of another,
     * so first all are listed, without branches that no processor could guess, and then decoded.
     */
    private void refineMagnitudes(int plane, boolean raw) {
        int count = 0;
        for (int top = 0; top < height; top += ROWS) {
            int column = (top / ROWS + 1) * stride + 1;
            int at = top * width;
            for (int end = column + width; column < end; column++, at++) {
                int flags = state[column];
                int open = flags >>> 4 & ~(flags >>> 21) & ALL_ROWS;
                if (open != 0) {
                    for (int place = 0, to = at; place <= LAST_ROW; place += NEXT_ROW_PLACE, to += width) {
                        listed[count] = to << CONTEXT_BITS | refinement(flags >>> place);
                        count += open >>> place & 1;
                    }
                    state[column] = flags | open << REFINED_AT;
                }
            }
        }
        for (int i = 0; i < count; i++) {
            int entry = listed[i];
            int bit = raw ? rawBits.next() : coder.decode(entry & (1 << CONTEXT_BITS) - 1);
            refine(entry >>> CONTEXT_BITS, bit, plane);
        }
    }

    /** The context of a further bit, as {@link Contexts#refinement} says it. */
    private static int refinement(int around) {
        int fresh = ~(around >>> REFINED_AT) & 1;
        int beside = -(around & Contexts.NEIGHBOURS) >>> 31;
        return FURTHER - 2 * fresh + (fresh & beside);
    }

    /** Moves a coefficient from the middle of an interval to the middle of its upper or lower half. */
    private void refine(int to, int bit, int plane) {
        int value = coefficients[to];
        int sign = value >> 31;
        int change = (bit << plane) - (1 << (plane - 1));
        coefficients[to] = value + (change ^ sign) - sign;
    }

    /** All bits that are left, whole columns of them at once where nothing around is significant (D.3.4). */
    private void cleanup(int plane) {
        for (int top = 0; top < height; top += ROWS) {
            int rows = rowsFrom(top);
            int column = (top / ROWS + 1) * stride + 1;
            int at = top * width;
            for (int end = column + width; column < end; column++, at++) {
                int flags = state[column];
                int rest = ~(flags >>> 4 | flags >>> 21) & rows;
                if ((flags & SIGNIFICANT) == 0 && rows == ALL_ROWS) {
                    if (coder.decode(Contexts.RUN_LENGTH) == 0) {
                        continue;
                    }
                    int run = coder.decode(Contexts.UNIFORM) << 1;
                    run = 3 * (run | coder.decode(Contexts.UNIFORM));
                    flags |= decodeSign(column, run, flags, at, plane);
                    rest &= -NEXT_ROW << run;
                }
                while (rest != 0) {
                    int place = Integer.numberOfTrailingZeros(rest);
                    rest &= rest - 1;
                    if (coder.decode(contexts[flags >>> place & 0x1FF]) != 0) {
                        flags |= decodeSign(column, place, flags, at, plane);
                    }
                }
                state[column] = flags & ~ALL_VISITED;
            }
        }
    }

    /** A bit at three times its number for each row of a stripe that there is. */
    private int rowsFrom(int top) {
        return height - top >= ROWS ? ALL_ROWS : ALL_ROWS & (1 << 3 * (height - top)) - 1;
    }

    /** Decodes the sign of a coefficient that becomes significant (D.3.2); what its column has to note. */
    private int decodeSign(int column, int place, int flags, int at, int plane) {
        int above = place == 0 ? flags >>> 18 : flags >>> 16 + place;
        int sign = Contexts.SIGNS[
                flags >>> place & 0b010_101_010
                        | above & 1
                        | state[column - 1] >>> (17 + place) & 1 << 2
                        | state[column + 1] >>> (15 + place) & 1 << 4
                        | flags >>> 16 + place & 1 << 6];
        return becomeSignificant(column, place, coder.decode(sign >> 1) ^ sign & 1, at, plane);
    }

    private int becomeSignificant(int column, int place, int negative, int at, int plane) {
        int value = 3 << (plane - 1);
        coefficients[at + ROW_AT[place] * width] = (value ^ -negative) + negative;
        return tellNeighbours(column, place, negative);
    }

    /** Tells the columns around that a coefficient is significant; what its own column has to note. */
    private int tellNeighbours(int column, int place, int negative) {
        state[column - 1] |= 4 << (3 + place);
        state[column + 1] |= 1 << (3 + place);
        if (place == 0 && !causal) {
            int above = column - stride;
            state[above - 1] |= 4 << 15;
            state[above] |= 2 << 15 | negative << 31;
            state[above + 1] |= 1 << 15;
        } else if (place == LAST_ROW) {
            int below = column + stride;
            state[below - 1] |= 4;
            state[below] |= 2 | negative * NEGATIVE_ABOVE;
            state[below + 1] |= 1;
        }
        return 2 << (3 + place) | negative * NEGATIVE << place;
    }
}
