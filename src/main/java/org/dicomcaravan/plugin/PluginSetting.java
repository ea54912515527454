package org.dicomcaravan.plugin;

import java.util.Objects;
import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/**
 * A setting that a plugin takes, for the reference of settings and for whoever misspells it. A transcoder named {@code
 * x} that declares {@code level} is given the value of {@code caravan.transcoder.x.level}, or of the variable {@code
 * CARAVAN_TRANSCODER_X_LEVEL}; an encoder that of {@code caravan.codec.x.level}. Immutable.
 *
 * @param name as {@code configure} is given it: letters, digits, dots, dashes and underscores, 64 at most
 * @param byDefault what it is where nobody sets it; empty if that is nothing
 * @param expected what a value may be, as part of a sentence: {@code a whole number from 1 to 100}
 * @param meaning what it is for, as a sentence without its full stop
 */
public record PluginSetting(String name, String byDefault, String expected, String meaning) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /**
     * Checks that nothing is null, and the name.
     *
     * @throws IllegalArgumentException if the name is none
     */
    public PluginSetting {
        Objects.requireNonNull(byDefault, "byDefault");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(meaning, "meaning");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name " + Quoted.of(name)
                    + " of a setting is not 1 to 64 letters, digits, dots, dashes and underscores");
        }
    }

    /** A whole number, as {@link WholeNumber} reads it. */
    public static PluginSetting wholeNumber(String name, int byDefault, int least, int most, String meaning) {
        return new PluginSetting(
                name, Integer.toString(byDefault), "a whole number from " + least + " to " + most, meaning);
    }
}
