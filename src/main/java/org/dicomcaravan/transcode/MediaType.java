package org.dicomcaravan.transcode;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/**
 * A media type as a request names it: {@code type/subtype}, with at most the parameter {@code transfer-syntax} of
 * DICOMweb (PS3.18, 8.7.3.5.2), as in {@code application/dicom; transfer-syntax=1.2.840.10008.1.2.1}.
 *
 * @param type the type and subtype in lower case, without parameters
 * @param transferSyntax a transfer syntax UID, or {@code *} for any; empty where the parameter is absent
 */
public record MediaType(String type, Optional<String> transferSyntax) {

    private static final int MAX_LENGTH = 256;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern TYPE = Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*");
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*(" + TOKEN + ")\\s*=\\s*(?:\"([^\"\\\\]*)\"|([^\\s\"]*))\\s*");
    private static final Pattern SYNTAX = Pattern.compile("\\*|[0-9]+(\\.[0-9]+)*");

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException if one of them is not what it should be
     */
    public MediaType {
        if (!isType(type)) {
            throw new IllegalArgumentException(
                    Quoted.of(type) + " is no media type; expected type/subtype, as in image/png");
        }
        if (transferSyntax.isPresent() && !isSyntax(transferSyntax.get())) {
            throw new IllegalArgumentException("transfer-syntax " + Quoted.of(transferSyntax.get()) + " of " + type
                    + " is no transfer syntax; expected a UID or *");
        }
    }

    /**
     * Reads a media type.
     *
     * @throws IllegalArgumentException if the text is none, or has a parameter other than {@code transfer-syntax}; the
     *     message names what is wrong and is fit for the one who wrote the text
     */
    public static MediaType parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is too long for a media type; expected at most " + MAX_LENGTH + " characters");
        }
        String[] parts = text.split(";", -1);
        Optional<String> syntax = Optional.empty();
        for (int i = 1; i < parts.length; i++) {
            Matcher parameter = PARAMETER.matcher(parts[i]);
            if (!parameter.matches()) {
                throw new IllegalArgumentException("parameter " + Quoted.of(parts[i].strip()) + " of "
                        + Quoted.of(parts[0].strip()) + " is not of the form transfer-syntax=UID");
            }
            if (!parameter.group(1).equalsIgnoreCase("transfer-syntax") || syntax.isPresent()) {
                throw new IllegalArgumentException(
                        "parameter " + Quoted.of(parameter.group(1)) + " of " + Quoted.of(parts[0].strip())
                                + " can't be used; expected one transfer-syntax and nothing else");
            }
            syntax = Optional.of(parameter.group(2) != null ? parameter.group(2) : parameter.group(3));
        }
        return new MediaType(parts[0].strip().toLowerCase(Locale.ROOT), syntax);
    }

    /** Whether a text is a type and subtype in lower case, without parameters. */
    static boolean isType(String text) {
        return text.length() <= 127 && TYPE.matcher(text).matches();
    }

    /** Whether a text is a transfer syntax UID or {@code *}. */
    static boolean isSyntax(String text) {
        return text.length() <= 64 && SYNTAX.matcher(text).matches();
    }

    /** The media type as a request writes it; {@link #parse} reads it again. */
    @Override
    public String toString() {
        return transferSyntax
                .map(syntax -> type + "; transfer-syntax=" + syntax)
                .orElse(type);
    }
}
