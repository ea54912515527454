package org.dicomcaravan.destination.rows;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomcaravan.destination.BatchKey;

/**
 * The name of what an attempt at a batch committed, in a bucket: {@code OPERATION/NUMBER-ATTEMPT.ndjson}, or
 * {@code .none} of one without rows. No other attempt has it, so nobody replaces what is there.
 *
 * @param batch whose it is
 * @param isNone whether it has no rows
 */
record ShardName(BatchKey batch, boolean isNone) {
    private static final String ROWS = ".ndjson";
    private static final String NONE = ".none";
    private static final Pattern SHAPE =
            Pattern.compile("(\\d{1,18}|[1-8]\\d{18})/(\\d{1,18})-(\\d{1,9})\\.(ndjson|none)");

    /** Reads a name; empty if it is another's. */
    static Optional<ShardName> parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        return parts.matches()
                ? Optional.of(new ShardName(
                        new BatchKey(
                                Long.parseLong(parts.group(1)),
                                Long.parseLong(parts.group(2)),
                                Integer.parseInt(parts.group(3))),
                        parts.group(4).equals("none")))
                : Optional.empty();
    }

    /** What the names of all of an operation begin with. */
    static String beginning(long operation) {
        return operation + "/";
    }

    /**
     * What each batch consists of, in order: what its last attempt committed. That is the one that was reported. For an
     * attempt is made only once the one before can't be reported any more, and none after a report; and each commits before
     * it reports. What an earlier one commits late, from a machine that stood still, say, changes nothing.
     */
    static List<ShardName> last(Collection<ShardName> all) {
        Map<Long, ShardName> last = new TreeMap<>();
        for (ShardName name : all) {
            last.merge(
                    name.batch().number(),
                    name,
                    (a, b) -> a.batch().attempt() > b.batch().attempt() ? a : b);
        }
        return List.copyOf(last.values());
    }

    /** The same without operation and ending. */
    String local() {
        return batch.number() + "-" + batch.attempt();
    }

    @Override
    public String toString() {
        return beginning(batch.operation()) + local() + (isNone ? NONE : ROWS);
    }
}
