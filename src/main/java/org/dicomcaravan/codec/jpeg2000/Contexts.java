package org.dicomcaravan.codec.jpeg2000;

import java.util.EnumMap;
import java.util.Map;

/**
 * The contexts of the coefficient bits (Annex D.3). A neighbourhood is nine bits, set for significant coefficients:
 * 0, 1, 2 are left, own and right column of the row above, 3, 4, 5 of the coefficient's own row (4 is the coefficient
 * itself), 6, 7, 8 of the row below.
 */
final class Contexts {

    /** Bits of a neighbourhood that are neighbours: all but the coefficient itself. */
    static final int NEIGHBOURS = 0b111_101_111;

    /** The coefficient itself. */
    static final int ITSELF = 0b000_010_000;

    /** The four neighbours that a sign hangs on, those above and below, left and right. */
    static final int STRAIGHT = 0b010_101_010;

    /**
     * By those neighbours, as bits of a neighbourhood, and their signs, each in the next lower bit: the context of a sign,
     * shifted by one, and in the lowest bit whether the sign is to be inverted. The sign of an insignificant neighbour does
     * not count. Not to be changed.
     */
    static final byte[] SIGNS = new byte[256];

    /** The context of a bit that is not the first one after the coefficient became significant. */
    static final int REFINED = 16;

    /** The context of the run-length bit of a column (D.3.4). */
    static final int RUN_LENGTH = 17;

    /** The context of bits that are taken for evenly distributed. */
    static final int UNIFORM = 18;

    private static final int FIRST_SIGN = 9;
    private static final int FIRST_REFINEMENT = 14;
    private static final int COUNT = 19;

    private static final Map<Orientation, byte[]> SIGNIFICANCE = new EnumMap<>(Orientation.class);

    static {
        for (Orientation orientation : Orientation.values()) {
            byte[] table = new byte[512];
            for (int near = 0; near < table.length; near++) {
                int horizontal = (near >>> 3 & 1) + (near >>> 5 & 1);
                int vertical = (near >>> 1 & 1) + (near >>> 7 & 1);
                int diagonal = Integer.bitCount(near & 0b101_000_101);
                table[near] = (byte)
                        switch (orientation) {
                            case LL, LH -> ofLowPass(horizontal, vertical, diagonal);
                            case HL -> ofLowPass(vertical, horizontal, diagonal);
                            case HH -> ofHighPass(horizontal + vertical, diagonal);
                        };
            }
            SIGNIFICANCE.put(orientation, table);
        }
        for (int near = 0; near < SIGNS.length; near++) {
            int horizontal = contribution(near >>> 2) + contribution(near >>> 4);
            int vertical = contribution(near) + contribution(near >>> 6);
            int context = sign(Integer.signum(horizontal), Integer.signum(vertical));
            SIGNS[near] = (byte) (context < 0 ? ~context << 1 | 1 : context << 1);
        }
    }

    private Contexts() {}

    /** The states that the contexts start with (Table D.7). */
    static int[] initialStates() {
        int[] states = new int[COUNT];
        states[0] = MqStates.ofRow(4);
        states[RUN_LENGTH] = MqStates.ofRow(3);
        states[UNIFORM] = MqStates.ofRow(46);
        return states;
    }

    /** The contexts for becoming significant, by neighbourhood (Table D.1). Not to be changed. */
    static byte[] significance(Orientation orientation) {
        return SIGNIFICANCE.get(orientation);
    }

    /**
     * The context of a sign (Tables D.2 and D.3), and whether the sign is to be inverted: of two contributions from -1
     * to 1, negative where the significant neighbours on both sides are.
     *
     * @return the context; with all bits inverted where the sign bit is to be inverted
     */
    static int sign(int horizontal, int vertical) {
        int sum = 3 * horizontal + vertical;
        return sum < 0 ? ~(FIRST_SIGN - sum) : FIRST_SIGN + sum;
    }

    /** What one neighbour adds to a sign's context: nothing, +1, or -1 where it is negative. */
    private static int contribution(int near) {
        return (near & 0b10) == 0 ? 0 : 1 - 2 * (near & 1);
    }

    /** The context of a further bit of a coefficient that is significant already (Table D.4). */
    static int refinement(boolean first, boolean anyNeighbour) {
        if (!first) {
            return REFINED;
        }
        return anyNeighbour ? FIRST_REFINEMENT + 1 : FIRST_REFINEMENT;
    }

    /** The columns of Table D.1 for LL and LH; for HL with both directions exchanged. */
    private static int ofLowPass(int horizontal, int vertical, int diagonal) {
        if (horizontal == 2) {
            return 8;
        }
        if (horizontal == 1) {
            return vertical > 0 ? 7 : diagonal > 0 ? 6 : 5;
        }
        return vertical > 0 ? 2 + vertical : Math.min(diagonal, 2);
    }

    /** The columns of Table D.1 for HH. */
    private static int ofHighPass(int straight, int diagonal) {
        return switch (diagonal) {
            case 0 -> Math.min(straight, 2);
            case 1 -> 3 + Math.min(straight, 2);
            case 2 -> 6 + Math.min(straight, 1);
            default -> 8;
        };
    }
}
