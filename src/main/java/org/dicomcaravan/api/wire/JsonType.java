package org.dicomcaravan.api.wire;

import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/**
 * The type that a request's body has to have. A page of another site can make a browser send a form or plain text, but
 * nothing of this type without being asked first.
 */
public final class JsonType {

    /** Gives nothing back that it took, or a long header would cost the square of its length. */
    private static final Pattern FORM = Pattern.compile(
            "(?i)\\s*+application/json\\s*+(;\\s*+charset\\s*+=\\s*+\"?(utf-?8|us-ascii)\"?\\s*+)?+;?\\s*+");

    private JsonType() {}

    /**
     * Refuses a body of another type.
     *
     * @param contentType as sent; empty for none
     * @throws ApiException 400 unless it is {@code application/json}, in UTF-8
     */
    public static void require(String contentType) throws ApiException {
        if (!FORM.matcher(contentType).matches()) {
            throw ApiException.invalid("Content-Type " + Quoted.of(contentType)
                    + " is not supported: expected application/json, in UTF-8.");
        }
    }
}
