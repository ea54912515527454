package org.dicomcaravan.codec.jpegls;

import org.dicomcaravan.dicom.DicomException;

/**
 * What a scan's code depends on, initialised as A.2.1 says.
 *
 * @param maxval MAXVAL, the largest sample
 * @param near NEAR
 * @param t1 T1, the smallest gradient of region 2
 * @param t2 T2, the smallest gradient of region 3
 * @param t3 T3, the smallest gradient of region 4
 * @param reset RESET, how often a context occurs before its statistics are halved
 * @param range RANGE, how many prediction errors there are
 * @param qbpp bits of a prediction error
 * @param limit LIMIT, the longest code in bits
 */
record CodingParameters(int maxval, int near, int t1, int t2, int t3, int reset, int range, int qbpp, int limit) {

    static final int DEFAULT_RESET = 64;
    private static final int MOST_NEAR = 255;

    /** The default parameters (C.2.4.1.1). */
    static CodingParameters defaults(int precision, int near) throws DicomException {
        return of(precision, near, Presets.NONE);
    }

    /** The parameters of a scan: {@code presets} as far as they are not 0, else the defaults (C.2.4.1.1). */
    static CodingParameters of(int precision, int near, Presets presets) throws DicomException {
        int top = (1 << precision) - 1;
        int maxval = presets.maxval() == 0 ? top : presets.maxval();
        if (maxval > top || near > Math.min(MOST_NEAR, maxval / 2)) {
            throw DicomException.invalid(
                    "JPEG-LS with MAXVAL %d and NEAR %d for %d bits".formatted(maxval, near, precision));
        }
        int t1 = presets.t1() == 0 ? threshold(maxval, near, 3, 2, near + 1) : presets.t1();
        int t2 = presets.t2() == 0 ? threshold(maxval, near, 7, 3, t1) : presets.t2();
        int t3 = presets.t3() == 0 ? threshold(maxval, near, 21, 4, t2) : presets.t3();
        int reset = presets.reset() == 0 ? DEFAULT_RESET : presets.reset();
        if (t1 < near + 1 || t2 < t1 || t3 < t2 || maxval < t3 || reset < 3 || reset > Math.max(255, maxval)) {
            throw DicomException.invalid("JPEG-LS thresholds %d, %d, %d and RESET %d with MAXVAL %d and NEAR %d"
                    .formatted(t1, t2, t3, reset, maxval, near));
        }
        int range = (maxval + 2 * near) / (2 * near + 1) + 1;
        int bpp = Math.max(2, bits(maxval + 1));
        return new CodingParameters(maxval, near, t1, t2, t3, reset, range, bits(range), 2 * (bpp + Math.max(8, bpp)));
    }

    /** Whether nothing is lost of samples that have all values of some number of bits. */
    boolean losslessBits() {
        return near == 0 && (maxval & maxval + 1) == 0;
    }

    /** The distance of two reconstructed values, 2 NEAR + 1. */
    int step() {
        return 2 * near + 1;
    }

    /** Zeros that say that a number is too large for its code, where codes have {@code limit} bits at most (A.5.3). */
    static int escape(int limit, int qbpp) {
        return limit - qbpp - 1;
    }

    /** A default threshold (C.2.4.1.1.1): {@code basic} is its basic value, {@code number} 2 for T1, 3, 4. */
    private static int threshold(int maxval, int near, int basic, int number, int least) {
        int tolerance = (2 * number - 1) * near;
        int threshold;
        if (maxval >= 128) {
            int factor = (Math.min(maxval, 4095) + 128) / 256;
            threshold = factor * (basic - number) + number + tolerance;
        } else {
            threshold = Math.max(number, basic / (256 / (maxval + 1)) + tolerance);
        }
        return threshold > maxval || threshold < least ? least : threshold;
    }

    /** The smallest number of bits that tells {@code values} values apart. */
    private static int bits(int values) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(values - 1);
    }
}
