package org.dicomcaravan.table;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.dicomcaravan.dicom.Padding;

/**
 * A name of a person in its parts (PS3.5 6.2.1). Immutable.
 *
 * @param record the parts that are filled, by group
 * @param isWhole whether the record holds all of the text, and something
 */
record PersonName(ObjectNode record, boolean isWhole) {

    static final List<String> GROUPS = List.of("Alphabetic", "Ideographic", "Phonetic");
    private static final List<String> PARTS =
            List.of("FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix");

    /** The fields of a name's column. */
    static final List<Column> FIELDS = IntStream.range(0, GROUPS.size())
            .mapToObj(group -> new Column(
                    group,
                    GROUPS.get(group),
                    ColumnType.RECORD,
                    false,
                    IntStream.range(0, PARTS.size())
                            .mapToObj(part -> Column.scalar(part, PARTS.get(part), ColumnType.STRING))
                            .toList()))
            .toList();

    /** Takes a name apart: groups at {@code =}, parts at {@code ^}. */
    static PersonName of(String text) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        boolean fits = true;
        String[] groups = text.split("=", -1);
        for (int group = 0; group < groups.length; group++) {
            String[] parts = groups[group].split("\\^", -1);
            for (int part = 0; part < parts.length; part++) {
                String value = withoutSpaces(parts[part]);
                if (value.isEmpty()) {
                    continue;
                }
                if (group < GROUPS.size() && part < PARTS.size()) {
                    record.withObject("/" + GROUPS.get(group)).put(PARTS.get(part), value);
                } else {
                    fits = false;
                }
            }
            fits &= group < GROUPS.size() || withoutSpaces(groups[group]).isEmpty();
        }
        return new PersonName(record, fits && !record.isEmpty());
    }

    private static String withoutSpaces(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return Padding.trimStart(text.substring(0, end));
    }
}
