package org.dicomcaravan.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The data dictionary, PS3.6 with the group 0000 and 0002 elements of PS3.7 and PS3.10, in the one edition that this
 * program ships. Loaded at first use; thread-safe.
 */
public final class Dictionary {

    /**
     * What the standard says of an element.
     *
     * @param vr as written there: one VR, or "US or SS", "OB or OW", "US or OW", "US or SS or OW", "NONE"
     * @param vm value multiplicity as written there: "1", "2-n", "1-n or 1" …
     * @param keyword the name without spaces; never empty
     * @param retired whether new objects should not have it
     */
    public record Entry(String vr, String vm, String keyword, boolean retired) {

        /** The VR where there is only one. */
        public Optional<VR> singleVr() {
            return VR.of(vr);
        }

        public boolean isSequence() {
            return vr.equals("SQ");
        }
    }

    /** Tags that are {@code base} where {@code mask} has ones. */
    private record Range(int mask, int base, Entry entry) {}

    private static final class Holder {
        static final Dictionary INSTANCE = load();
    }

    private final int[] tags;
    private final Entry[] entries;
    private final List<Range> ranges;
    private volatile Map<String, Integer> byKeyword;

    private Dictionary(int[] tags, Entry[] entries, List<Range> ranges) {
        this.tags = tags;
        this.entries = entries;
        this.ranges = ranges;
    }

    /** The entry of a standard element, repeating groups too; empty for private ones and group lengths. */
    public static Optional<Entry> lookup(int tag) {
        return Optional.ofNullable(find(tag));
    }

    /** Whether the tag is one of its own in PS3.6, not one of a masked range such as (60xx,3000). */
    public static boolean isExact(int tag) {
        return Holder.INSTANCE.index(tag) >= 0;
    }

    /** The tag of a keyword such as "PatientName"; the base tag (xx is 00) for one of a repeating group. */
    public static OptionalInt tag(String keyword) {
        Integer tag = Holder.INSTANCE.keywords().get(keyword);
        return tag == null ? OptionalInt.empty() : OptionalInt.of(tag);
    }

    /** Whether the dictionary has a sequence there. */
    static boolean isSequence(int tag) {
        Entry entry = find(tag);
        return entry != null && entry.isSequence();
    }

    private static Entry find(int tag) {
        if ((tag >> 16 & 1) != 0 || (tag & 0xFFFF) == 0) {
            return null;
        }
        Dictionary it = Holder.INSTANCE;
        int index = it.index(tag);
        return index >= 0 ? it.entries[index] : it.byMask(tag);
    }

    /** Tags are sorted as unsigned numbers, so the sign bit is turned for the search. */
    private int index(int tag) {
        return Arrays.binarySearch(tags, tag ^ Integer.MIN_VALUE);
    }

    private Entry byMask(int tag) {
        for (Range range : ranges) {
            if ((tag & range.mask) == range.base) {
                return range.entry;
            }
        }
        return null;
    }

    private Map<String, Integer> keywords() {
        Map<String, Integer> found = byKeyword;
        if (found == null) {
            found = new HashMap<>();
            for (Range range : ranges) {
                found.put(range.entry.keyword, range.base);
            }
            for (int i = 0; i < tags.length; i++) {
                found.put(entries[i].keyword, tags[i] ^ Integer.MIN_VALUE);
            }
            byKeyword = found;
        }
        return found;
    }

    private static Dictionary load() {
        try (InputStream in = Dictionary.class.getResourceAsStream("dictionary.csv")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("the data dictionary in the program's own jar can't be read", e);
        }
    }

    /** Rows of "tag,vr,vm,keyword,retired", by tag, masked ones (with x) last. No field has a comma or quotes. */
    private static Dictionary parse(String csv) {
        int[] tags = new int[csv.length() / 16];
        Entry[] entries = new Entry[tags.length];
        int exact = 0;
        int start = csv.indexOf('\n') + 1;
        while (!isRange(csv, start)) {
            Entry entry = entry(csv, start);
            if (!entry.keyword.isEmpty()) {
                tags[exact] = Integer.parseUnsignedInt(csv, start, start + 8, 16) ^ Integer.MIN_VALUE;
                entries[exact++] = entry;
            }
            start = csv.indexOf('\n', start) + 1;
        }
        List<Range> ranges = new ArrayList<>();
        for (; start > 0 && start < csv.length(); start = csv.indexOf('\n', start) + 1) {
            String tag = csv.substring(start, start + 8);
            ranges.add(new Range(
                    Integer.parseUnsignedInt(tag.replaceAll("[^x]", "F").replace('x', '0'), 16),
                    Integer.parseUnsignedInt(tag.replace('x', '0'), 16),
                    entry(csv, start)));
        }
        return new Dictionary(Arrays.copyOf(tags, exact), Arrays.copyOf(entries, exact), List.copyOf(ranges));
    }

    private static boolean isRange(String csv, int start) {
        return csv.substring(start, start + 8).indexOf('x') >= 0;
    }

    private static Entry entry(String csv, int start) {
        int vr = start + 9;
        int vm = csv.indexOf(',', vr) + 1;
        int keyword = csv.indexOf(',', vm) + 1;
        int retired = csv.indexOf(',', keyword) + 1;
        return new Entry(
                csv.substring(vr, vm - 1).intern(),
                csv.substring(vm, keyword - 1).intern(),
                csv.substring(keyword, retired - 1),
                csv.startsWith("yes", retired));
    }
}
