package org.dicomcaravan.destination.google;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomcaravan.destination.ObjectName;

/**
 * One name of an object, or all that differ from it in a number as their last part, as those of frames do.
 *
 * @param head what comes before the number; the whole name, where there is none
 * @param tail what comes behind it
 */
record SentNames(String bucket, String head, String tail, boolean isNumbered) {
    private static final Pattern FRAME = Pattern.compile("(.*/)([1-9][0-9]{0,9})(\\.[A-Za-z]\\w*|)", Pattern.DOTALL);

    /** The names that one belongs to. */
    static SentNames of(ObjectName object) {
        Matcher frame = FRAME.matcher(object.name());
        return frame.matches()
                ? new SentNames(object.bucket(), frame.group(1), frame.group(3), true)
                : new SentNames(object.bucket(), object.name(), "", false);
    }

    /** The only name, if there is one. */
    Optional<ObjectName> single() {
        return isNumbered ? Optional.empty() : Optional.of(new ObjectName(bucket, head));
    }

    /** Whether a name is one of these. */
    boolean has(String name) {
        Matcher frame = FRAME.matcher(name);
        return isNumbered
                ? frame.matches()
                        && frame.group(1).equals(head)
                        && frame.group(3).equals(tail)
                : name.equals(head);
    }
}
