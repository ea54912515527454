package org.dicomcaravan.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

    private static final List<String> NAMES =
            IntStream.range(10, 35).mapToObj(i -> "n\u00e4me" + i).toList();

    private static Paging paging(String query) throws ApiException {
        return Paging.of(QueryParameters.parse(query));
    }

    @ParameterizedTest
    @CsvSource({"'',100", "pageSize=0,100", "page_size=7,7", "pageSize=1000,1000", "pageSize=2147483647,1000"})
    void readsTheSize(String query, int size) throws ApiException {
        assertThat(paging(query).size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "99999999999", "-1", "1.5", "%00"})
    void refusesOtherSizes(String size) {
        ApiException error = catchThrowableOfType(ApiException.class, () -> paging("pageSize=" + size));
        assertThat(error.status()).isEqualTo(400);
        assertThat(error).hasMessageContaining("page_size");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 24, 25, 26})
    void walksAllOnce(int size) throws ApiException {
        List<String> seen = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Paging.Page<String> page = new Paging(size, token).page("list", NAMES);
            assertThat(page.items()).hasSizeBetween(1, size);
            seen.addAll(page.items());
            token = page.nextToken();
        } while (token.isPresent());
        assertThat(seen).isEqualTo(NAMES);
    }

    @Test
    void goesOnWhereTheLastItemIsGone() throws ApiException {
        Optional<String> token = new Paging(2, Optional.empty())
                .page("list", List.of("a", "b", "d"))
                .nextToken();
        assertThat(new Paging(2, token).page("list", List.of("a", "c", "d")).items())
                .containsExactly("c", "d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kit-no-such-token", "\0", "!", "AAAAAAAAAAAAAAAAAAAAAAAAAA", "\u00e4"})
    void refusesTokensItDidNotGive(String token) {
        ApiException error =
                catchThrowableOfType(ApiException.class, () -> new Paging(2, Optional.of(token)).page("list", NAMES));
        assertThat(error.status()).isEqualTo(400);
        assertThat(error).hasMessageContaining("page_token");
    }

    @Test
    void refusesTheTokenOfAnotherList() throws ApiException {
        Optional<String> token =
                new Paging(2, Optional.empty()).page("list", NAMES).nextToken();
        assertThat(catchThrowableOfType(ApiException.class, () -> new Paging(2, token).page("other", NAMES)))
                .hasMessageContaining("page_token");
    }
}
