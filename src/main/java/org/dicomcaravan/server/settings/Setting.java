package org.dicomcaravan.server.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dicomcaravan.plugin.SiteSettings;
import org.dicomcaravan.plugin.WholeNumber;
import org.dicomcaravan.text.Quoted;

/**
 * Something that a site can set. Immutable.
 *
 * @param name of the property
 * @param byDefault its value where nothing sets it
 * @param expected what its value may be, as part of a sentence
 * @param check refuses other values
 * @param isSecret whether its value is shown to nobody
 * @param meaning for the reference; a sentence without its full stop
 */
public record Setting(String name, String byDefault, String expected, Check check, boolean isSecret, String meaning) {
    private static final Pattern PASSWORD = Pattern.compile("([?&;][^?&;=]*password=)[^&]*", Pattern.CASE_INSENSITIVE);

    private static final Pattern SIGN_IN = Pattern.compile("//[^/?]*@");

    private static final Pattern SERVER_URL =
            Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?/?");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    /** What a value may be. */
    @FunctionalInterface
    public interface Check {
        /** Whether it may be this one, of which white space around it is gone. */
        boolean takes(String value);
    }

    static Setting text(String name, String byDefault, String expected, String meaning) {
        return new Setting(name, byDefault, expected, value -> true, false, meaning);
    }

    static Setting secret(String name, String byDefault, String expected, String meaning) {
        return new Setting(name, byDefault, expected, value -> true, true, meaning);
    }

    /** A text of which the whole matches. */
    static Setting pattern(String name, String byDefault, String expected, Pattern pattern, String meaning) {
        return new Setting(
                name, byDefault, expected, value -> pattern.matcher(value).matches(), false, meaning);
    }

    static Setting choice(String name, String byDefault, List<String> values, String meaning) {
        return new Setting(name, byDefault, "one of " + String.join(", ", values), values::contains, false, meaning);
    }

    static Setting server(String name, String byDefault, String meaning) {
        return new Setting(
                name,
                byDefault,
                "http(s)://HOST[:PORT], or nothing",
                value -> value.isEmpty() || SERVER_URL.matcher(value).matches(),
                false,
                meaning);
    }

    static Setting number(String name, String byDefault, long least, long most, String meaning) {
        return new Setting(
                name,
                byDefault,
                "a whole number from " + least + " to " + most,
                value -> isNumber(value, least, most),
                false,
                meaning);
    }

    static Setting factor(String name, String byDefault, String meaning) {
        return new Setting(
                name,
                byDefault,
                "a number from 1, such as 1.5",
                value -> DECIMAL.matcher(value).matches() && Double.parseDouble(value) >= 1,
                false,
                meaning);
    }

    private static boolean isNumber(String value, long least, long most) {
        try {
            WholeNumber.of("", value, least, most);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The variable of the environment that sets it, too: {@code CARAVAN_GCS_ENDPOINT} for {@code caravan.gcs.endpoint}. */
    public String variable() {
        return variable(name);
    }

    /** The variable that sets a property of this name. */
    public static String variable(String property) {
        return SiteSettings.variable(property);
    }

    /** A value as it may be shown to anybody: nothing of a secret, and of a URL no passwords of its parameters. */
    public String shown(String value) {
        return isSecret && !value.isEmpty() ? "(not shown)" : withoutPasswords(value);
    }

    /** A URL without the passwords among its parameters, and who signs in. */
    public static String withoutPasswords(String url) {
        return PASSWORD.matcher(SIGN_IN.matcher(url).replaceAll("//(not shown)@"))
                .replaceAll("$1(not shown)");
    }

    /** Where a URL leads to, without parameters: what of these is secret, only a driver knows. */
    public static String withoutParameters(String url) {
        return SIGN_IN.matcher(url).replaceAll("//(not shown)@").replaceAll("\\?.*", "");
    }

    /** What is wrong with a value; empty if nothing is. */
    public Optional<String> problem(String value) {
        return check.takes(value.strip())
                ? Optional.empty()
                : Optional.of("Property " + name + " is " + (isSecret ? "wrong" : Quoted.of(withoutPasswords(value)))
                        + ": expected " + expected);
    }

    /** The value of one that is the URL of a server; empty if it is not set. */
    public static Optional<URI> url(String value) {
        return Optional.of(value.strip()).filter(text -> !text.isEmpty()).map(URI::create);
    }
}
