package org.dicomcaravan.transcode;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/**
 * A kind of output that a transcoder offers.
 *
 * @param mimeType type and subtype in lower case, without parameters; it becomes the Content-Type of the objects
 * @param extension what the names of the objects end with, with its dot, as in {@code .png}; empty for none
 * @param transferSyntaxes what a request may give as {@code transfer-syntax}: UIDs, or {@code *} where that means
 *     something; a request that gives none gets the first. Empty: the type takes no such parameter
 */
public record OutputType(String mimeType, String extension, List<String> transferSyntaxes) {

    private static final Pattern EXTENSION = Pattern.compile("(\\.[a-z0-9]{1,16})?");

    /**
     * Checks all parts, since they reach names and headers.
     *
     * @throws IllegalArgumentException if one of them is not what it should be
     */
    public OutputType {
        if (!MediaType.isType(mimeType)) {
            throw new IllegalArgumentException(
                    Quoted.of(mimeType) + " is no mime type; expected type/subtype in lower case");
        }
        if (!EXTENSION.matcher(extension).matches()) {
            throw new IllegalArgumentException("extension " + Quoted.of(extension) + " of " + mimeType
                    + " is not a dot with 1 to 16 lower case letters or digits, and not empty");
        }
        transferSyntaxes = List.copyOf(transferSyntaxes);
        transferSyntaxes.stream().filter(syntax -> !MediaType.isSyntax(syntax)).forEach(syntax -> {
            throw new IllegalArgumentException(
                    Quoted.of(syntax) + " of " + mimeType + " is no transfer syntax; expected a UID or *");
        });
    }

    /** A type with the transfer syntaxes that it can be asked in, the first of them the default. */
    public static OutputType of(String mimeType, String extension, String... transferSyntaxes) {
        return new OutputType(mimeType, extension, List.of(transferSyntaxes));
    }

    /** The format in which a transcoder of this type is asked in one of its transfer syntaxes. */
    public OutputFormat in(Optional<String> transferSyntax) {
        return new OutputFormat(mimeType, extension, transferSyntax);
    }

    /** Whether this type offers what a resolved request asks for. */
    public boolean offers(OutputFormat format) {
        return mimeType.equals(format.mimeType())
                && format.transferSyntax().map(transferSyntaxes::contains).orElse(transferSyntaxes.isEmpty());
    }
}
