package org.dicomcaravan.destination;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/**
 * Names an attempt at a batch. Its text, three numbers with {@code -} between, goes with objects as header
 * {@link ObjectHeaders#BATCH}.
 *
 * @param operation the number of the operation
 * @param number of the batch in its operation; the same for each attempt
 * @param attempt that no other attempt at the batch has, also after a restart
 */
public record BatchKey(long operation, long number, int attempt) {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,19})-(\\d{1,18})-(\\d{1,9})");

    /**
     * A batch, whatever the attempt. Its text is that of a key without the last number.
     *
     * @param operation the number of the operation
     * @param number of the batch in its operation
     */
    public record Batch(long operation, long number) {
        @Override
        public String toString() {
            return operation + "-" + number;
        }
    }

    /**
     * Reads the text of a key.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static BatchKey parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("header " + ObjectHeaders.BATCH + " is " + Quoted.of(text)
                    + ", not the key of a batch: leave it as it came");
        }
        return new BatchKey(
                Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    /** What it is an attempt at. */
    public Batch batch() {
        return new Batch(operation, number);
    }

    @Override
    public String toString() {
        return batch() + "-" + attempt;
    }
}
