package org.dicomcaravan.destination.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import java.util.List;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.ColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FieldsTest {
    private static final Field MINE = Field.newBuilder("Mine", StandardSQLTypeName.NUMERIC)
            .setDescription("of the site")
            .build();

    private static Column column(String name, ColumnType type, boolean isRepeated, Column... fields) {
        return new Column(0, name, type, isRepeated, List.of(fields));
    }

    private static Column text(String name) {
        return column(name, ColumnType.STRING, false);
    }

    private static Field textField(String name) {
        return Field.newBuilder(name, StandardSQLTypeName.STRING)
                .setMode(Field.Mode.NULLABLE)
                .build();
    }

    /** As BigQuery's "Modifying table schemas" wants it: new fields last, at every level. */
    @Test
    void whatIsThereStaysAndTheRestFollows() throws Exception {
        Schema there = Schema.of(
                MINE,
                Field.newBuilder("S", StandardSQLTypeName.STRUCT, textField("B"), MINE)
                        .setMode(Field.Mode.REPEATED)
                        .setDescription("a sequence")
                        .build(),
                textField("PatientID"));
        Schema widened = Fields.widened(
                "bq://p.d.t",
                there,
                List.of(text("A"), text("patientid"), column("S", ColumnType.RECORD, true, text("A"), text("B"))));
        assertThat(widened)
                .isEqualTo(Schema.of(
                        MINE,
                        Field.newBuilder("S", StandardSQLTypeName.STRUCT, textField("B"), MINE, textField("A"))
                                .setMode(Field.Mode.REPEATED)
                                .setDescription("a sequence")
                                .build(),
                        textField("PatientID"),
                        textField("A")));
    }

    @Test
    void anotherTypeOrModeIsNamed() {
        Schema there = Schema.of(Field.newBuilder("S", StandardSQLTypeName.STRUCT, textField("B"))
                .setMode(Field.Mode.REPEATED)
                .build());
        Column number = column("S", ColumnType.RECORD, true, column("B", ColumnType.FLOAT, false));
        assertThatThrownBy(() -> Fields.widened("bq://p.d.t", there, List.of(number)))
                .isInstanceOf(DestinationException.class)
                .hasMessage("column S.B of table bq://p.d.t is STRING, and the rows to be added have FLOAT there;"
                        + " export to another table");
        Column single = column("S", ColumnType.RECORD, false, text("B"));
        assertThatThrownBy(() -> Fields.widened("bq://p.d.t", there, List.of(single)))
                .hasMessageContaining("column S of table bq://p.d.t is RECORD REPEATED, and")
                .hasMessageContaining("have RECORD there");
    }

    /** The words of a schema in JSON (REST, TableFieldSchema) are those of a column. */
    @ParameterizedTest
    @EnumSource(ColumnType.class)
    void hasATypeForEachOfOurs(ColumnType type) {
        Column column = type == ColumnType.RECORD ? column("C", type, true, text("F")) : column("C", type, true);
        Field field = Fields.of(List.of(column)).getFields().get(0);
        assertThat(field.getType().name()).isEqualTo(type.name());
        assertThat(field.getMode()).isEqualTo(Field.Mode.REPEATED);
    }
}
