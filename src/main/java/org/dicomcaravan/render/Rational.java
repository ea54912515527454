package org.dicomcaravan.render;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/** An exact fraction in lowest terms, the denominator positive. Slopes and windows are decimal numbers, so this is. */
record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {

    static final Rational ZERO = of(0);
    static final Rational ONE = of(1);
    static final Rational HALF = of(1, 2);

    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
    /** Far beyond the 16 characters of a DS; what is longer is no number anybody meant. */
    private static final int LONGEST = 256;

    private static final int EXACT_DIGITS = 17;
    private static final MathContext ROUNDED = new MathContext(9, RoundingMode.HALF_EVEN);
    private static final MathContext NEARLY = new MathContext(40, RoundingMode.HALF_EVEN);

    Rational {
        int sign = denominator.signum();
        if (sign == 0) {
            throw new ArithmeticException("a fraction over zero");
        }
        BigInteger divisor = numerator.gcd(denominator);
        if (sign < 0) {
            divisor = divisor.negate();
        }
        if (!divisor.equals(BigInteger.ONE)) {
            numerator = numerator.divide(divisor);
            denominator = denominator.divide(divisor);
        }
    }

    static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    static Rational of(long numerator, long denominator) {
        return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** The binary number itself; it has to be finite. */
    static Rational of(double value) {
        return of(new BigDecimal(value));
    }

    private static Rational of(BigDecimal value) {
        return value.scale() > 0
                ? new Rational(value.unscaledValue(), BigInteger.TEN.pow(value.scale()))
                : new Rational(value.toBigIntegerExact(), BigInteger.ONE);
    }

    /** A Decimal String (PS3.5 6.2); empty where it is none. */
    static Optional<Rational> parse(String text) {
        return text.length() <= LONGEST && DECIMAL.matcher(text).matches()
                ? Optional.of(of(new BigDecimal(text)))
                : Optional.empty();
    }

    Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Rational minus(Rational other) {
        return plus(other.negate());
    }

    Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Rational dividedBy(Rational other) {
        return new Rational(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    Rational negate() {
        return new Rational(numerator.negate(), denominator);
    }

    Rational abs() {
        return signum() < 0 ? negate() : this;
    }

    int signum() {
        return numerator.signum();
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /** The greatest integer that is not greater. */
    BigInteger floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** The least integer that is not less. */
    BigInteger ceiling() {
        return negate().floor().negate();
    }

    /** The nearest binary number, or an infinity beyond them. */
    double doubleValue() {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), NEARLY)
                .doubleValue();
    }

    /** Plain decimal text without exponent or trailing zeros; nine significant digits where the number does not end. */
    @Override
    public String toString() {
        BigDecimal value =
                exactly().filter(exact -> exact.precision() <= EXACT_DIGITS).orElseGet(this::rounded);
        String text = value.toPlainString();
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }

    private Optional<BigDecimal> exactly() {
        BigDecimal value = new BigDecimal(numerator).divide(new BigDecimal(denominator), NEARLY);
        if (value.signum() != 0) {
            value = value.stripTrailingZeros();
        }
        if (value.scale() < 0) {
            value = value.setScale(0);
        }
        return of(value).equals(this) ? Optional.of(value) : Optional.empty();
    }

    private BigDecimal rounded() {
        double nearest = doubleValue();
        return Double.isInfinite(nearest)
                ? new BigDecimal(numerator).divide(new BigDecimal(denominator), ROUNDED)
                : new BigDecimal(nearest).round(ROUNDED);
    }
}
