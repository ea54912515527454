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
    private static final int REFINED = 1 << 20;
    private static final int VISITED = 1 << 21;
    private static final int ALL_VISITED = VISITED | VISITED << 3 | VISITED << 6 | VISITED << 9;
    private static final int NEGATIVE_BELOW = 1 << 31;
    private static final int ANY_ITSELF =
            Contexts.ITSELF | Contexts.ITSELF << 3 | Contexts.ITSELF << 6 | Contexts.ITSELF << 9;
    private static final int ONE_EACH = 0b001_001_001_001;
    private static final byte[] ROW_OF = {0, 0, 0, 1, 0, 0, 2, 0, 0, 3};
    private static final int FIRST_ALONE = Contexts.refinement(true, false);
    private static final int FIRST = Contexts.refinement(true, true);
    private static final int FURTHER = Contexts.refinement(false, false);
    private static final int SEGMENTATION_SYMBOL = 0b1010;
    private static final int BYPASSED_AFTER = 4;

    private static final byte[] SIGNS = signs();

    private final MqDecoder coder = new MqDecoder();
    private final RawBits rawBits = new RawBits();
    private int[] state = new int[0];
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
        switch (pass) {
            case 0 -> {
                if (raw) {
                    propagateRaw(plane);
                } else {
                    code(plane, false);
                }
            }
            case 1 -> {
                if (raw) {
                    refineRaw(plane);
                } else {
                    refineMagnitudes(plane);
                }
            }
            default -> code(plane, true);
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

    /**
     * Bits of insignificant coefficients: of those with significant neighbours (D.3.1), or of all that were not visited in
     * this bit-plane, whole columns of them at once where nothing around is significant (D.3.4).
     */
    private void code(int plane, boolean cleanup) {
        int[] states = coder.states;
        int[] words = coder.words;
        int last = coder.last;
        int next = coder.at;
        int left = coder.left;
        int spare = coder.spare();
        int interval = coder.interval - spare;
        long code = coder.code - ((long) spare << MqDecoder.WINDOW);
        int value = 3 << (plane - 1);
        int done = cleanup ? Contexts.ITSELF | VISITED : Contexts.ITSELF;
        for (int top = 0; top < height; top += ROWS) {
            int rows = Math.min(ROWS, height - top);
            int column = (top / ROWS + 1) * stride + 1;
            int at = top * width;
            for (int end = column + width; column < end; column++, at++) {
                int flags = state[column];
                int row = 0;
                if ((flags & SIGNIFICANT) == 0) {
                    if (!cleanup) {
                        continue;
                    }
                    if (rows == ROWS) {
                        int entry = states[Contexts.RUN_LENGTH];
                        if (spare >= entry >>> 16 && (entry & 1) == 0) {
                            spare -= entry >>> 16;
                            continue;
                        }
                        coder.save(code, interval, spare, left, next);
                        row = skipZeros(column, at, plane);
                        next = coder.at;
                        left = coder.left;
                        spare = coder.spare();
                        interval = coder.interval - spare;
                        code = coder.code - ((long) spare << MqDecoder.WINDOW);
                        flags = state[column];
                    }
                }
                for (int to = at + row * width; row < rows; row++, to += width) {
                    int around = flags >>> (3 * row);
                    if ((around & done) != 0 || !cleanup && (around & Contexts.NEIGHBOURS) == 0) {
                        continue;
                    }
                    int context = contexts[around & 0x1FF];
                    int entry;
                    int bit;
                    int probability;
                    int shift;
                    boolean lessProbable;
                    entry = states[context];
                    spare -= entry >>> 16;
                    bit = entry & 1;
                    if (spare < 0) {
                        probability = entry >>> 16;
                        interval += spare;
                        code += (long) spare << MqDecoder.WINDOW;
                        lessProbable = interval < probability;
                        if (code < 0) {
                            code += (long) probability << MqDecoder.WINDOW;
                            interval = probability;
                            lessProbable = !lessProbable;
                        }
                        bit ^= lessProbable ? 1 : 0;
                        states[context] = MqDecoder.STATES[entry >> (lessProbable ? 2 : 9) & 0x7F];
                        shift = Integer.numberOfLeadingZeros(interval) - 16;
                        interval <<= shift;
                        code <<= shift;
                        left -= shift;
                        if (left < MqDecoder.FEWEST) {
                            code |= (words[next] & MqDecoder.WORD) << (MqDecoder.WINDOW - Integer.SIZE - left);
                            left += Integer.SIZE;
                            next += next < last ? 1 : 0;
                        }
                        spare = Math.min(interval - MqDecoder.FULL_INTERVAL, (int) (code >>> MqDecoder.WINDOW));
                        interval -= spare;
                        code -= (long) spare << MqDecoder.WINDOW;
                    }
                    if (bit != 0) {
                        int above = row == 0 ? around >>> 18 : around >>> 16;
                        int sign = SIGNS[
                                around & 0b010_101_010
                                        | above & 1
                                        | state[column - 1] >>> (17 + 3 * row) & 1 << 2
                                        | state[column + 1] >>> (15 + 3 * row) & 1 << 4
                                        | around >>> 16 & 1 << 6];
                        context = sign & 0x1F;
                        entry = states[context];
                        spare -= entry >>> 16;
                        bit = entry & 1;
                        if (spare < 0) {
                            probability = entry >>> 16;
                            interval += spare;
                            code += (long) spare << MqDecoder.WINDOW;
                            lessProbable = interval < probability;
                            if (code < 0) {
                                code += (long) probability << MqDecoder.WINDOW;
                                interval = probability;
                                lessProbable = !lessProbable;
                            }
                            bit ^= lessProbable ? 1 : 0;
                            states[context] = MqDecoder.STATES[entry >> (lessProbable ? 2 : 9) & 0x7F];
                            shift = Integer.numberOfLeadingZeros(interval) - 16;
                            interval <<= shift;
                            code <<= shift;
                            left -= shift;
                            if (left < MqDecoder.FEWEST) {
                                code |= (words[next] & MqDecoder.WORD) << (MqDecoder.WINDOW - Integer.SIZE - left);
                                left += Integer.SIZE;
                                next += next < last ? 1 : 0;
                            }
                            spare = Math.min(interval - MqDecoder.FULL_INTERVAL, (int) (code >>> MqDecoder.WINDOW));
                            interval -= spare;
                            code -= (long) spare << MqDecoder.WINDOW;
                        }
                        bit ^= sign >>> 7 & 1;
                        coefficients[to] = (value ^ -bit) + bit;
                        flags |= tellNeighbours(column, row, bit);
                    }
                    flags |= VISITED << (3 * row);
                }
                state[column] = cleanup ? flags & ~ALL_VISITED : flags;
            }
        }
        coder.save(code, interval, spare, left, next);
    }

    /** The same with plain bits (D.6). */
    private void propagateRaw(int plane) {
        for (int top = 0; top < height; top += ROWS) {
            int rows = Math.min(ROWS, height - top);
            int column = (top / ROWS + 1) * stride + 1;
            int at = top * width;
            for (int end = column + width; column < end; column++, at++) {
                for (int row = 0, to = at; row < rows; row++, to += width) {
                    int around = state[column] >>> (3 * row);
                    if ((around & Contexts.ITSELF) == 0 && (around & Contexts.NEIGHBOURS) != 0) {
                        if (rawBits.next() != 0) {
                            becomeSignificant(column, row, rawBits.next(), to, plane);
                        }
                        state[column] |= VISITED << (3 * row);
                    }
                }
            }
        }
    }

    /** Bits of coefficients that became significant in a higher plane (D.3.3). */
    private void refineMagnitudes(int plane) {
        int[] states = coder.states;
        int[] words = coder.words;
        int last = coder.last;
        int next = coder.at;
        int left = coder.left;
        int spare = coder.spare();
        int interval = coder.interval - spare;
        long code = coder.code - ((long) spare << MqDecoder.WINDOW);
        int half = 1 << (plane - 1);
        for (int top = 0; top < height; top += ROWS) {
            int column = (top / ROWS + 1) * stride + 1;
            int at = top * width;
            for (int end = column + width; column < end; column++, at++) {
                int flags = state[column];
                int rest = flags >>> 4 & ~(flags >>> 21) & ONE_EACH;
                while (rest != 0) {
                    int place = Integer.numberOfTrailingZeros(rest);
                    rest &= rest - 1;
                    int around = flags >>> place;
                    int context = (around & Contexts.NEIGHBOURS) == 0 ? FIRST_ALONE : FIRST;
                    context = (around & REFINED) != 0 ? FURTHER : context;
                    int entry;
                    int bit;
                    int probability;
                    int shift;
                    boolean lessProbable;
                    entry = states[context];
                    spare -= entry >>> 16;
                    bit = entry & 1;
                    if (spare < 0) {
                        probability = entry >>> 16;
                        interval += spare;
                        code += (long) spare << MqDecoder.WINDOW;
                        lessProbable = interval < probability;
                        if (code < 0) {
                            code += (long) probability << MqDecoder.WINDOW;
                            interval = probability;
                            lessProbable = !lessProbable;
                        }
                        bit ^= lessProbable ? 1 : 0;
                        states[context] = MqDecoder.STATES[entry >> (lessProbable ? 2 : 9) & 0x7F];
                        shift = Integer.numberOfLeadingZeros(interval) - 16;
                        interval <<= shift;
                        code <<= shift;
                        left -= shift;
                        if (left < MqDecoder.FEWEST) {
                            code |= (words[next] & MqDecoder.WORD) << (MqDecoder.WINDOW - Integer.SIZE - left);
                            left += Integer.SIZE;
                            next += next < last ? 1 : 0;
                        }
                        spare = Math.min(interval - MqDecoder.FULL_INTERVAL, (int) (code >>> MqDecoder.WINDOW));
                        interval -= spare;
                        code -= (long) spare << MqDecoder.WINDOW;
                    }
                    int to = at + ROW_OF[place] * width;
                    int old = coefficients[to];
                    int change = (bit << plane) - half;
                    coefficients[to] = old + (old < 0 ? -change : change);
                    flags |= REFINED << place;
                }
                state[column] = flags;
            }
        }
        coder.save(code, interval, spare, left, next);
    }

    private void refineRaw(int plane) {
        for (int top = 0; top < height; top += ROWS) {
            int rows = Math.min(ROWS, height - top);
            int column = (top / ROWS + 1) * stride + 1;
            int at = top * width;
            for (int end = column + width; column < end; column++, at++) {
                for (int row = 0, to = at; row < rows; row++, to += width) {
                    int around = state[column] >>> (3 * row);
                    if ((around & (Contexts.ITSELF | VISITED)) == Contexts.ITSELF) {
                        refine(to, rawBits.next(), plane);
                        state[column] |= REFINED << (3 * row);
                    }
                }
            }
        }
    }

    /** Moves a coefficient from the middle of an interval to the middle of its upper or lower half. */
    private void refine(int to, int bit, int plane) {
        int half = 1 << (plane - 1);
        int value = coefficients[to];
        coefficients[to] = value + ((bit == 0) == (value < 0) ? half : -half);
    }

    /** Decodes the length of a run of zeros and, if it ends in the column, the coefficient there; the row to go on with. */
    private int skipZeros(int column, int at, int plane) {
        if (coder.decode(Contexts.RUN_LENGTH) == 0) {
            return ROWS;
        }
        int run = coder.decode(Contexts.UNIFORM) << 1;
        run |= coder.decode(Contexts.UNIFORM);
        becomeSignificant(column, run, sign(column, run), at + run * width, plane);
        return run + 1;
    }

    /** Decodes a sign (D.3.2). */
    private int sign(int column, int row) {
        int around = state[column] >>> (3 * row);
        int above = row == 0 ? around >>> 18 : around >>> 16;
        int index = around & 0b010_101_010
                | above & 1
                | state[column - 1] >>> (17 + 3 * row) & 1 << 2
                | state[column + 1] >>> (15 + 3 * row) & 1 << 4
                | around >>> 16 & 1 << 6;
        int entry = SIGNS[index];
        return coder.decode(entry & 0x1F) ^ entry >>> 7 & 1;
    }

    private void becomeSignificant(int column, int row, int sign, int to, int plane) {
        int value = 3 << (plane - 1);
        coefficients[to] = sign == 0 ? value : -value;
        state[column] |= tellNeighbours(column, row, sign);
    }

    /** Tells the columns around that a coefficient is significant; what its own column has to note. */
    private int tellNeighbours(int column, int row, int sign) {
        int shift = 3 * row;
        state[column - 1] |= 4 << (3 + shift);
        state[column + 1] |= 1 << (3 + shift);
        if (row == 0 && !causal) {
            int above = column - stride;
            state[above - 1] |= 4 << 15;
            state[above] |= 2 << 15 | sign * NEGATIVE_BELOW;
            state[above + 1] |= 1 << 15;
        } else if (row == ROWS - 1) {
            int below = column + stride;
            state[below - 1] |= 4;
            state[below] |= 2 | sign * NEGATIVE_ABOVE;
            state[below + 1] |= 1;
        }
        return 2 << (3 + shift) | sign * NEGATIVE << shift;
    }

    /**
     * Contexts of signs by what is significant and negative around: bit 1 and 0 above, 3 and 2 on the left, 5 and 4 on the
     * right, 7 and 6 below. The highest bit is set where the sign is inverted.
     */
    private static byte[] signs() {
        byte[] signs = new byte[256];
        for (int index = 0; index < signs.length; index++) {
            int horizontal = contribution(index >>> 2) + contribution(index >>> 4);
            int vertical = contribution(index) + contribution(index >>> 6);
            int context = Contexts.sign(Integer.signum(horizontal), Integer.signum(vertical));
            signs[index] = (byte) (context < 0 ? ~context | 0x80 : context);
        }
        return signs;
    }

    private static int contribution(int neighbour) {
        return (neighbour >> 1 & 1) - 2 * (neighbour >> 1 & neighbour & 1);
    }
}
