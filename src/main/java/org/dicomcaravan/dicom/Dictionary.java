package org.dicomcaravan.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;

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

    private static final class Holder {
        static final Dictionary INSTANCE = load();
    }

    private static final class Keywords {
        static final Map<String, Integer> TAGS = byKeyword();
    }

    /** Rows of "tag,vr,vm,keyword,retired" by tag, masked ones (with x) last. No field has a comma or quotes. */
    private final String csv;
    /** The tags, sign bit turned so that they sort as signed numbers; then the bases of the masked ones. */
    private final int[] tags;
    /** Where the row of each tag starts. */
    private final int[] rows;
    /** The entries that were asked for. */
    private final AtomicReferenceArray<Entry> entries;
    /** How many rows have a tag of their own; masked ones follow. */
    private final int exact;
    /** For masked rows: ones where the tag must be that of the base. */
    private final int[] masks;

    private Dictionary(String csv) {
        this.csv = csv;
        int lines = 0;
        for (int i = 0; i < csv.length(); i++) {
            lines += csv.charAt(i) == '\n' ? 1 : 0;
        }
        tags = new int[lines];
        rows = new int[lines];
        masks = new int[lines];
        int count = 0;
        int own = 0;
        for (int row = csv.indexOf('\n') + 1; row > 0 && row < csv.length(); row = csv.indexOf('\n', row) + 1) {
            int tag = 0;
            int mask = 0;
            for (int i = row; i < row + 8; i++) {
                int digit = Character.digit(csv.charAt(i), 16);
                tag = tag << 4 | Math.max(0, digit);
                mask = mask << 4 | (digit < 0 ? 0 : 0xF);
            }
            rows[count] = row;
            masks[count] = mask;
            tags[count++] = mask == -1 ? tag ^ Integer.MIN_VALUE : tag;
            own += mask == -1 ? 1 : 0;
        }
        exact = own;
        entries = new AtomicReferenceArray<>(count);
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
        Integer tag = Keywords.TAGS.get(keyword);
        return tag == null ? OptionalInt.empty() : OptionalInt.of(tag);
    }

    /** Whether the dictionary has a sequence there. */
    public static boolean isSequence(int tag) {
        Entry entry = find(tag);
        return entry != null && entry.isSequence();
    }

    private static Entry find(int tag) {
        if ((tag >> 16 & 1) != 0 || (tag & 0xFFFF) == 0) {
            return null;
        }
        Dictionary it = Holder.INSTANCE;
        int index = it.index(tag);
        for (int i = it.exact; index < 0 && i < it.entries.length(); i++) {
            if ((tag & it.masks[i]) == it.tags[i]) {
                index = i;
            }
        }
        Entry entry = index < 0 ? null : it.entry(index);
        return entry == null || entry.keyword.isEmpty() ? null : entry; // a few retired elements never had a name
    }

    private int index(int tag) {
        return Arrays.binarySearch(tags, 0, exact, tag ^ Integer.MIN_VALUE);
    }

    private Entry entry(int index) {
        Entry known = entries.get(index);
        if (known == null) {
            int vr = rows[index] + 9;
            int vm = csv.indexOf(',', vr) + 1;
            int keyword = csv.indexOf(',', vm) + 1;
            int retired = csv.indexOf(',', keyword) + 1;
            known = new Entry(
                    csv.substring(vr, vm - 1),
                    csv.substring(vm, keyword - 1),
                    csv.substring(keyword, retired - 1),
                    csv.startsWith("yes", retired));
            entries.set(index, known);
        }
        return known;
    }

    private static Map<String, Integer> byKeyword() {
        Dictionary it = Holder.INSTANCE;
        Map<String, Integer> found = new HashMap<>();
        for (int i = it.entries.length() - 1; i >= 0; i--) {
            found.put(it.entry(i).keyword, i < it.exact ? it.tags[i] ^ Integer.MIN_VALUE : it.tags[i]);
        }
        return Map.copyOf(found);
    }

    private static Dictionary load() {
        try (InputStream in = Dictionary.class.getResourceAsStream("dictionary.csv")) {
            return new Dictionary(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException("the data dictionary in the program's own jar can't be read", e);
        }
    }
}
