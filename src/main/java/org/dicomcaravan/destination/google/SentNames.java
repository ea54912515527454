package org.dicomcaravan.destination.google;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;

/**
 * The names of the objects that an instance sent. Names that differ only in a number as their last part, as those of
 * frames do, take a few bytes together, however many. Safe for use by many threads.
 */
final class SentNames {
    private static final Pattern FRAME = Pattern.compile("(.*/)([1-9][0-9]{0,9})(\\.[A-Za-z]\\w*|)", Pattern.DOTALL);

    private final Map<Frames, NavigableMap<Long, Long>> ranges = new HashMap<>();
    private final Set<ObjectName> others = new HashSet<>();

    /** What the names of frames have in common. */
    private record Frames(String bucket, String head, String tail) {
        ObjectName name(long number) {
            return new ObjectName(bucket, head + number + tail);
        }
    }

    /** Takes as many names as fit. */
    interface Page {
        void take(List<ObjectName> names) throws DestinationException;
    }

    synchronized void add(ObjectName object) {
        Matcher frame = FRAME.matcher(object.name());
        if (frame.matches()) {
            add(
                    ranges.computeIfAbsent(
                            new Frames(object.bucket(), frame.group(1), frame.group(3)), f -> new TreeMap<>()),
                    Long.parseLong(frame.group(2)));
        } else {
            others.add(object);
        }
    }

    /** Adds a number to ranges, first to last, of which none touches another. */
    private static void add(NavigableMap<Long, Long> ranges, long number) {
        Map.Entry<Long, Long> below = ranges.floorEntry(number);
        if (below != null && below.getValue() >= number) {
            return;
        }
        long first = below != null && below.getValue() == number - 1 ? below.getKey() : number;
        Long last = ranges.remove(number + 1);
        ranges.put(first, last == null ? number : last);
    }

    /** Gives all names, at most {@code size} at a time. */
    synchronized void pages(int size, Page page) throws DestinationException {
        Iterator<ObjectName> all = Stream.concat(others.stream(), frames()).iterator();
        while (all.hasNext()) {
            List<ObjectName> names = new ArrayList<>(size);
            while (all.hasNext() && names.size() < size) {
                names.add(all.next());
            }
            page.take(names);
        }
    }

    private Stream<ObjectName> frames() {
        return ranges.entrySet().stream()
                .flatMap(frames -> frames.getValue().entrySet().stream()
                        .flatMapToLong(range -> LongStream.rangeClosed(range.getKey(), range.getValue()))
                        .mapToObj(number -> frames.getKey().name(number)));
    }
}
