package org.dicomcaravan.codec.jpeg;

/**
 * The example quantization tables (ISO/IEC 10918-1 K.1), scaled by a quality from 1 to 100: 50 takes them as they are,
 * 100 steps of 1, and each program that has libjpeg's scale the same steps at the same number.
 */
final class QuantizationTables {

    private static final int[] LUMA = {
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    };

    private static final int[] CHROMA = {
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
    };

    private QuantizationTables() {}

    /** Steps for grey and luma, in the order of the code. */
    static int[] luma(int quality, int precision) {
        return scaled(LUMA, quality, precision);
    }

    /** Steps for chroma, in the order of the code. */
    static int[] chroma(int quality, int precision) {
        return scaled(CHROMA, quality, precision);
    }

    private static int[] scaled(int[] rows, int quality, int precision) {
        int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        int greatest = precision == Byte.SIZE ? 0xFF : 0xFFFF;
        int[] order = ZigZag.order();
        int[] steps = new int[rows.length];
        for (int k = 0; k < steps.length; k++) {
            steps[k] = Math.max(1, Math.min(greatest, (rows[order[k]] * percent + 50) / 100));
        }
        return steps;
    }
}
