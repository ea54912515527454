package org.dicomcaravan.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnTest {
    private static final Column A = Column.scalar(1, "A", ColumnType.STRING);
    private static final Column B = Column.scalar(2, "B", ColumnType.STRING);
    private static final Column C = Column.scalar(3, "C", ColumnType.STRING);
    private static final Column S_A = Column.records(4, "S", List.of(A));
    private static final Column S_AC = Column.records(4, "S", List.of(A, C));
    private static final Column S_S_AC = Column.records(4, "S", List.of(A, S_AC));

    /** Merging changes nothing then. */
    @Test
    void columnsAreCoveredWhereMergingThemAddsNothing() {
        List<List<Column>> all = List.of(
                List.of(),
                List.of(A),
                List.of(B),
                List.of(A, B),
                List.of(A, C),
                List.of(A, B, C),
                List.of(S_A),
                List.of(S_AC),
                List.of(A, S_A),
                List.of(A, C, S_AC),
                List.of(A, S_S_AC));
        for (List<Column> some : all) {
            for (List<Column> others : all) {
                assertThat(Column.covers(some, others))
                        .as(some + " and " + others)
                        .isEqualTo(Column.merge(List.of(some, others)).equals(some));
            }
        }
    }
}
