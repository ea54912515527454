package org.dicomcaravan.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldMaskTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | {'name':'n'}",
                "name,done | {'name':'n','done':true}",
                "metadata/counter | {'metadata':{'counter':{'success':'1','failure':'2'}}}",
                "metadata/counter/success | {'metadata':{'counter':{'success':'1'}}}",
                "metadata(counter(failure),logsUrl) | {'metadata':{'logsUrl':'u','counter':{'failure':'2'}}}",
                "metadata/counter/success,metadata/logsUrl | {'metadata':{'logsUrl':'u','counter':{'success':'1'}}}",
                "metadata/counter/success,metadata |"
                        + " {'metadata':{'logsUrl':'u','counter':{'success':'1','failure':'2'}}}",
                "items(a) | {'items':[{'a':1},{}]}",
                "items/b | {'items':[{},{'b':2}]}",
                "*/logsUrl | {'name':'n','done':true,'metadata':{'logsUrl':'u'},'items':[{},{}]}",
                "nothing | {}"
            })
    void selects(String mask, String expected) throws Exception {
        JsonNode whole =
                json("{'name':'n','done':true,'metadata':{'logsUrl':'u','counter':{'success':'1','failure':'2'}},"
                        + "'items':[{'a':1},{'b':2}]}");
        assertThat(FieldMask.parse(mask).of(whole)).isEqualTo(json(expected));
        assertThat(FieldMask.ALL.of(whole)).isSameAs(whole);
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "a,", "a/", "a(", "a()", "a(b", "a)", "(a)", "a((b))", "a(b)c", "a//b"})
    void refusesMalformedOnes(String mask) {
        ApiException error = catchThrowableOfType(ApiException.class, () -> FieldMask.parse(mask));
        assertThat(error.status()).isEqualTo(400);
        assertThat(error).hasMessageContaining("Invalid field selection");
    }

    @Test
    void isBounded() {
        assertThat(catchThrowableOfType(ApiException.class, () -> FieldMask.parse("a/".repeat(30) + "a")))
                .hasMessageContaining("Invalid field selection");
        assertThat(catchThrowableOfType(ApiException.class, () -> FieldMask.parse("a".repeat(3000))))
                .hasMessageContaining("longer than");
    }
}
