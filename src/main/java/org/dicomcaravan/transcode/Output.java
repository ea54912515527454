package org.dicomcaravan.transcode;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/**
 * One object to be delivered: an instance as a whole, or one of its frames.
 *
 * @param frame the frame's number, from 1; empty for the whole of an instance, which is also what the only frame of a
 *     single-frame instance is. It becomes the last part of the object's name
 * @param contentType the format's mime type
 * @param extension the format's extension, with its dot; empty for none
 * @param content the bytes
 * @param rule how the samples were made, in printable ASCII, as in {@code LINEAR c=40 w=400 frame}; empty where there
 *     is nothing to say
 */
public record Output(OptionalInt frame, String contentType, String extension, Content content, String rule) {

    /** Two decimal numbers of any size that a data set can give, written out, take three quarters of it. */
    private static final int LONGEST_RULE = 4096;

    private static final Pattern RULE = Pattern.compile("[ -~]{0," + LONGEST_RULE + "}");

    /**
     * Checks the parts that reach names and headers.
     *
     * @throws IllegalArgumentException if the frame is below 1 or the rule is not printable ASCII
     */
    public Output {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(extension, "extension");
        Objects.requireNonNull(content, "content");
        if (frame.isPresent() && frame.getAsInt() < 1) {
            throw new IllegalArgumentException("frame " + frame.getAsInt() + "; frames count from 1");
        }
        if (!RULE.matcher(rule).matches()) {
            throw new IllegalArgumentException(
                    "rule " + Quoted.of(rule) + " is not at most " + LONGEST_RULE + " printable ASCII");
        }
    }

    /** The whole of an instance in a format. */
    public static Output whole(OutputFormat format, Content content, String rule) {
        return new Output(OptionalInt.empty(), format.mimeType(), format.extension(), content, rule);
    }

    /** A frame of an instance in a format; numbers count from 1. For several frames see {@link Outputs#perFrame}. */
    public static Output frame(int number, OutputFormat format, Content content, String rule) {
        return new Output(OptionalInt.of(number), format.mimeType(), format.extension(), content, rule);
    }
}
