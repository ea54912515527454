package org.dicomcaravan.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floating point numbers in plain decimal, with the fewest digits that read back as the same number. */
final class NumberText {

    /** So many significant digits tell every double from all others (IEEE 754, 5.12.2). */
    private static final int MOST_DIGITS = 17;

    private NumberText() {}

    /**
     * The text of a number.
     *
     * @param isSingle whether it is to read back as the same {@code float}, which needs fewer digits
     * @return such as {@code 0.1}, {@code 100}, {@code 0.0000001}, {@code NaN}, {@code -Infinity}
     */
    static String of(double value, boolean isSingle) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal rounded = exact;
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            double back = rounded.doubleValue();
            if ((isSingle ? (float) back : back) == value) {
                break;
            }
        }
        return rounded.stripTrailingZeros().toPlainString();
    }
}
