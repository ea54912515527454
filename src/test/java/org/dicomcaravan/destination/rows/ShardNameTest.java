package org.dicomcaravan.destination.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomcaravan.destination.BatchKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which objects of a bucket are the rows of an operation. */
class ShardNameTest {

    private static List<String> last(String... names) {
        return ShardName.last(Stream.of(names)
                        .map(ShardName::parse)
                        .flatMap(Optional::stream)
                        .toList())
                .stream()
                .map(ShardName::toString)
                .toList();
    }

    @Test
    void aNameSaysWhoseItIs() {
        assertThat(ShardName.parse("7/12-3.ndjson")).contains(new ShardName(new BatchKey(7, 12, 3), false));
        assertThat(ShardName.parse("8999999999999999999/1-1.none"))
                .contains(new ShardName(new BatchKey(8_999_999_999_999_999_999L, 1, 1), true));
        assertThat(new ShardName(new BatchKey(7, 12, 3), false)).hasToString("7/12-3.ndjson");
        assertThat(new ShardName(new BatchKey(7, 12, 3), true)).hasToString("7/12-3.none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7/12.ndjson",
                "7/12-3.needs.json",
                "7/12-3.ndjson/x",
                "x/7/12-3.ndjson",
                "9999999999999999999/1-1.ndjson",
                "7/1-9999999999.ndjson",
                "7/",
                ""
            })
    void whatAnotherPutThereIsNone(String name) {
        assertThat(ShardName.parse(name)).isEmpty();
    }

    @Test
    void theLastAttemptIsTheBatch() {
        assertThat(last("7/2-1.ndjson", "7/10-1.ndjson", "7/1-10.ndjson", "7/1-9.ndjson", "7/1-2.ndjson"))
                .containsExactly("7/1-10.ndjson", "7/2-1.ndjson", "7/10-1.ndjson");
    }

    /** Its instances failed, this time. */
    @Test
    void alsoOneWithoutRows() {
        assertThat(last("7/1-1.ndjson", "7/1-2.none")).containsExactly("7/1-2.none");
        assertThat(last("7/1-3.ndjson", "7/1-2.none")).containsExactly("7/1-3.ndjson");
    }
}
