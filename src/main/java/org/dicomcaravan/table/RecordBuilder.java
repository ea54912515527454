package org.dicomcaravan.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Dictionary;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.DataSet;
import org.dicomcaravan.dicom.reading.Element;
import org.dicomcaravan.dicom.reading.Items;

/** Makes the record of a data set or item: a column for each element that has one. For one thread. */
final class RecordBuilder {

    /** BigQuery nests 15 records; a name takes two more below a sequence. */
    private static final int DEEPEST_COLUMN = 13;

    /** A column, and what it holds; null if it is there and empty. */
    private static final class Cell {
        final Column column;
        JsonNode value;

        Cell(Column column) {
            this.column = column;
        }
    }

    private final Around around;
    private final Dropped dropped;
    private final Map<Long, Cell> cells = new TreeMap<>();
    private final ArrayNode other = JsonNodeFactory.instance.arrayNode();
    private final Set<Integer> seen = new HashSet<>();

    RecordBuilder(Around around, Dropped dropped) {
        this.around = around;
        this.dropped = dropped;
    }

    /** Adds the elements of a data set, in order. */
    RecordBuilder add(DataSet dataSet) throws IOException, DicomException {
        for (Element element : dataSet) {
            if (Names.isNamed(element.tag())) {
                add(element, !seen.add(element.tag()));
            }
        }
        return this;
    }

    /** The columns that are there, filled or not, in order. */
    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        cells.values().forEach(cell -> columns.add(cell.column));
        if (!other.isEmpty()) {
            columns.add(FixedColumns.OTHER);
        }
        return columns;
    }

    /** What they hold, where they hold something. */
    ObjectNode record() {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        cells.values().forEach(cell -> {
            if (cell.value != null) {
                record.set(cell.column.name(), cell.value);
            }
        });
        if (!other.isEmpty()) {
            record.set(FixedColumns.OTHER_ELEMENTS, other);
        }
        return record;
    }

    private void add(Element element, boolean again) throws IOException, DicomException {
        if (isNumbersOfABinaryElement(element)) {
            dropped.drop(element, around);
            return;
        }
        Content content = Content.of(element, around);
        Optional<ElementColumn> column = again ? Optional.empty() : column(element.tag());
        if (content instanceof Content.Sequence sequence) {
            add(element.tag(), sequence.items(), again);
        } else if (content instanceof Content.Binary) {
            dropped.drop(element, around);
        } else if (content instanceof Content.Unknown unknown) {
            toOther(element.tag(), List.of(unknown.hex()));
        } else if (content instanceof Content.Numbers numbers) {
            Optional<JsonNode> value = column.flatMap(it -> Conversion.of(it, numbers));
            put(element.tag(), column, value);
            if (value.isEmpty()) {
                toOther(element.tag(), numbers.texts());
            }
        } else if (content instanceof Content.Words words) {
            Optional<JsonNode> value = column.flatMap(it -> Conversion.of(it, words, around.zone()));
            put(element.tag(), column, value);
            if (value.isEmpty() || column.get().isName() && !holdsAll(words.values())) {
                toOther(element.tag(), words.values());
            }
        } else {
            put(element.tag(), column, Optional.empty());
        }
    }

    /** Such as LUT Data as US: there is no column for it, and nobody wants to read it. */
    private static boolean isNumbersOfABinaryElement(Element element) throws IOException {
        return !element.isSequence()
                && element.effectiveVr().filter(VR::isNumber).isPresent()
                && Dictionary.lookup(element.tag())
                        .filter(entry -> ColumnType.of(entry).isEmpty())
                        .isPresent();
    }

    /** The column of an element, if it has one; a masked range of the dictionary has one where it is a repeating group. */
    private static Optional<ElementColumn> column(int tag) {
        return Dictionary.isExact(tag) || ElementColumn.isOfRepeatingGroup(tag)
                ? Dictionary.lookup(tag).flatMap(ElementColumn::of)
                : Optional.empty();
    }

    private static boolean holdsAll(List<String> names) {
        return names.stream()
                .allMatch(name -> name.isEmpty() || PersonName.of(name).isWhole());
    }

    private void toOther(int tag, List<String> data) {
        ArrayNode values = other.addObject().put("Tag", Names.byNumber(tag)).putArray("Data");
        data.forEach(values::add);
    }

    private void put(int tag, Optional<ElementColumn> found, Optional<JsonNode> value) {
        if (found.isEmpty() || found.get().isSequence()) {
            return; // a record without fields is no column
        }
        ElementColumn column = found.get();
        if (!ElementColumn.isOfRepeatingGroup(tag)) {
            cell(column.column(tag)).value = value.orElse(null);
            return;
        }
        Cell cell = cell(column.groups(tag));
        if (value.isPresent()) {
            ArrayNode groups = cell.value == null ? JsonNodeFactory.instance.arrayNode() : (ArrayNode) cell.value;
            groups.addObject()
                    .put("Id", String.format(Locale.ROOT, "%04X", Tag.group(tag)))
                    .set("Value", value.get());
            cell.value = groups;
        }
    }

    private Cell cell(Column column) {
        return cells.computeIfAbsent(column.place(), place -> new Cell(column));
    }

    private void add(int tag, Items items, boolean again) throws IOException, DicomException {
        Optional<Dictionary.Entry> entry = Dictionary.lookup(tag);
        boolean isStandard = entry.isPresent() && entry.get().isSequence();
        String name = isStandard ? entry.get().keyword() : Names.byNumber(tag);
        if (around.isDeepest()) {
            dropped.name(name, around);
            return;
        }
        boolean hasColumn =
                (isStandard || entry.isEmpty()) && !again && (around.isText() || around.depth() < DEEPEST_COLUMN);
        ArrayNode records = JsonNodeFactory.instance.arrayNode();
        List<Collection<Column>> columns = new ArrayList<>();
        boolean isFilled = false;
        for (int i = 0; i < items.size(); i++) {
            around.room().element();
            DataSet item = items.get(i);
            RecordBuilder builder = new RecordBuilder(around.item(item, name, i, !hasColumn), dropped).add(item);
            columns.add(builder.columns());
            records.add(builder.record());
            isFilled |= !records.get(i).isEmpty();
        }
        if (!hasColumn) {
            if (isFilled) {
                List<String> texts = new ArrayList<>();
                for (JsonNode record : records) {
                    texts.add(record.toString());
                    around.room().written(texts.get(texts.size() - 1));
                }
                toOther(tag, texts);
            }
            return;
        }
        List<Column> fields = Column.merge(columns);
        if (!fields.isEmpty()) {
            long place = isStandard ? FixedColumns.standard(tag) : FixedColumns.unknownSequence(tag);
            cell(Column.records(place, name, fields)).value = isFilled ? records : null;
        }
    }
}
