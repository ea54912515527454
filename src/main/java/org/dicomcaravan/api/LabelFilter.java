package org.dicomcaravan.api;

import java.util.regex.Pattern;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.text.Quoted;

/** The filter of a list of stores, of which Google knows one form: {@code labels.KEY=VALUE}. */
final class LabelFilter {

    private static final Pattern FORM = Pattern.compile("\\s*labels\\.[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]{0,62}"
            + "\\s*=\\s*\"?[\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}\"?\\s*");

    private LabelFilter() {}

    /**
     * Checks a filter.
     *
     * @throws ApiException 400 if it is of another form
     */
    static void check(String filter) throws ApiException {
        if (!FORM.matcher(filter).matches()) {
            throw ApiException.invalid(
                    "filter", "Invalid filter " + Quoted.of(filter) + ": expected labels.KEY=VALUE.");
        }
    }
}
