package org.dicomcaravan.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

    private static final Set<String> OWN = Set.of("pageSize", "pageToken");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&",
                "alt=json",
                "prettyPrint=false",
                "fields=name",
                "key=abc",
                "$.xgafv=2",
                "%24.xgafv=1",
                "quotaUser=me",
                "uploadType=media",
                "upload_protocol=raw",
                "alt=json&prettyPrint=false&$.xgafv=2&key=k",
                "access_token=x",
                "oauth_token=x",
                "callback=f",
                "$alt=json",
                "$prettyPrint=0",
                "pageSize=1",
                "page_size=1",
                "key"
            })
    void takesWhatGooglesClientsAdd(String raw) throws ApiException {
        QueryParameters query = QueryParameters.parse(raw);
        query.allowOnly(OWN);
        assertThat(query.style()).isNotNull();
    }

    @Test
    void namesWhatNobodyKnows() throws ApiException {
        QueryParameters query = QueryParameters.parse("alt=json&caravan%4bit=1");
        ApiException error = catchThrowableOfType(ApiException.class, () -> query.allowOnly(OWN));
        assertThat(error.status()).isEqualTo(400);
        assertThat(error).hasMessageContaining("Unknown name \"caravanKit\": Cannot bind query parameter.");
    }

    @Test
    void readsBothSpellingsAndTheLastOne() throws ApiException {
        assertThat(QueryParameters.parse("pageToken=a&page_token=b%26+c").get("pageToken"))
                .hasValue("b& c");
        assertThat(QueryParameters.parse("pageToken=").get("pageToken")).isEmpty();
        assertThat(QueryParameters.parse("x=1").get("pageToken")).isEmpty();
    }

    @Test
    void knowsHowToPrint() throws ApiException {
        assertThat(QueryParameters.parse("").style()).isEqualTo(AnswerStyle.DEFAULT);
        assertThat(QueryParameters.parse("prettyPrint=false").style().pretty()).isFalse();
        assertThat(QueryParameters.parse("$prettyPrint=false").style().pretty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alt=proto", "prettyPrint=maybe", "fields=(", "fields=,", "fields=a)"})
    void refusesWhatItCantDo(String raw) throws ApiException {
        QueryParameters query = QueryParameters.parse(raw);
        ApiException error = catchThrowableOfType(ApiException.class, query::style);
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.violations().get(0).field()).isEqualTo(raw.substring(0, raw.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%z1", "%ff=1", "a=\u00fc"})
    void refusesMalformedEscapes(String raw) {
        assertThat(catchThrowableOfType(ApiException.class, () -> QueryParameters.parse(raw))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void isBounded() {
        String many = "key=1&".repeat(1000);
        assertThat(catchThrowableOfType(ApiException.class, () -> QueryParameters.parse(many)))
                .hasMessageContaining("100");
    }
}
