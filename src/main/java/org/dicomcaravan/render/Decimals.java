package org.dicomcaravan.render;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decimal Strings as numbers and back. Slopes and windows stay decimal numbers, exactly, all the way to the tables that are
 * made of them: sums and products of such are again, and nothing is reduced to lowest terms.
 *
 * <p>A DS has 16 characters at most (PS3.5 6.2). Longer ones are exact too, up to the {@value #DIGITS} digits of decimal128
 * (IEEE 754); what nobody can have meant is bounded, so that it costs no more than other numbers do.
 */
final class Decimals {

    static final BigDecimal HALF = new BigDecimal("0.5");

    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    /** What is longer is no number. */
    private static final int LONGEST = 256;

    private static final int DIGITS = 34;
    private static final MathContext LONG = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

    /** What is greater is not finite. */
    private static final BigDecimal GREATEST = new BigDecimal(Double.MAX_VALUE);

    /** What is nearer to 0 is as good as this: far below anything that a double tells from 0. */
    private static final BigDecimal LEAST = new BigDecimal("1e-400");

    private static final int EXACT_DIGITS = 17;
    private static final MathContext ROUNDED = new MathContext(9, RoundingMode.HALF_EVEN);

    private Decimals() {}

    /**
     * A finite Decimal String, without trailing zeros, so that equal numbers are equal; empty where it is none. The sign of
     * a number stays, however small it is.
     */
    static Optional<BigDecimal> parse(String text) {
        if (text.length() > LONGEST || !DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text).round(LONG).stripTrailingZeros();
        BigDecimal size = number.abs();
        if (size.compareTo(GREATEST) > 0) {
            return Optional.empty();
        }
        boolean tiny = number.signum() != 0 && size.compareTo(LEAST) < 0;
        return Optional.of(tiny ? LEAST.multiply(BigDecimal.valueOf(number.signum())) : number);
    }

    /** Plain decimal text without exponent or trailing zeros; nine significant digits of a longer number. */
    static String text(BigDecimal value) {
        BigDecimal exact = value.stripTrailingZeros();
        int digits = exact.precision() - Math.min(0, exact.scale());
        String text = (digits <= EXACT_DIGITS ? exact : rounded(value)).toPlainString();
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }

    private static BigDecimal rounded(BigDecimal value) {
        double nearest = value.doubleValue();
        return Double.isInfinite(nearest) ? value.round(ROUNDED) : new BigDecimal(nearest).round(ROUNDED);
    }
}
