package org.dicomcaravan.dicom.reading;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where large values of undefined length end, once somebody has walked through them: so that reading a deep nest level
 * by level does not walk its inside once for each level. Of bounded size; thread-safe.
 */
final class Extents {

    private static final int LARGE = 1 << 20;
    private static final int MAX = 4096;

    private final Map<Long, Long> ends = new ConcurrentHashMap<>();

    /** Notes a value that starts somewhere and whose delimiter ends somewhere. */
    void note(long start, long end) {
        if (end - start >= LARGE && ends.size() < MAX) {
            ends.put(start, end);
        }
    }

    /** The end of the value that starts at an offset, if it is noted. */
    OptionalLong end(long start) {
        Long end = ends.isEmpty() ? null : ends.get(start);
        return end == null ? OptionalLong.empty() : OptionalLong.of(end);
    }
}
