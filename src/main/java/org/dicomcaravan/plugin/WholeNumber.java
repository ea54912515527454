package org.dicomcaravan.plugin;

import java.math.BigInteger;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/** Settings that are whole numbers: decimal digits, a minus before them at most. */
public final class WholeNumber {

    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,20}");

    private WholeNumber() {}

    /**
     * A plugin's setting as a number; empty if it is not given.
     *
     * @throws IllegalArgumentException unless it is one from {@code least} to {@code most}
     */
    public static OptionalInt of(Map<String, String> settings, String name, int least, int most) {
        String text = settings.get(name);
        return text == null ? OptionalInt.empty() : OptionalInt.of((int) of(name, text, least, most));
    }

    /**
     * A setting's text as a number.
     *
     * @param name what the message calls the setting
     * @throws IllegalArgumentException unless it is one from {@code least} to {@code most}
     */
    public static long of(String name, String text, long least, long most) {
        if (DIGITS.matcher(text).matches()) {
            BigInteger number = new BigInteger(text);
            if (number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0) {
                return number.longValue();
            }
        }
        throw new IllegalArgumentException(
                name + " is " + Quoted.of(text) + ": expected a whole number from " + least + " to " + most);
    }
}
