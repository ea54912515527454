package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a queue carries. */
class WorkItemTest {

    @Test
    void isReadAsItWasWritten() {
        WorkItem item = new WorkItem(Long.MAX_VALUE, 7);
        assertThat(WorkItem.fromJson(item.toJson())).isEqualTo(item);
        assertThat(WorkItem.fromJson("{\"batch\": 0, \"operation\": 5, \"of another version\": 1}"))
                .isEqualTo(WorkItem.plan(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "null",
                "[]",
                "{}",
                "{\"operation\":1}",
                "{\"operation\":\"1\",\"batch\":1}",
                "{\"operation\":1.5,\"batch\":1}",
                "{\"operation\":1e999999999,\"batch\":1}",
                "{\"operation\":18446744073709551617,\"batch\":1}", // 1, where only the last 64 bits are looked at
                "{\"operation\":1,\"batch\":-1}",
                "{\"operation\":-1,\"batch\":1}",
                "{\"operation\":1,\"batch\":1}{\"operation\":2,\"batch\":1}",
            })
    void nothingElseIsOne(String text) {
        assertThatThrownBy(() -> WorkItem.fromJson(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A message is no ");
    }
}
