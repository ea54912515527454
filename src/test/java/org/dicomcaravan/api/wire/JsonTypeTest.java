package org.dicomcaravan.api.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                " Application/JSON ;",
                "application/json; charset=UTF-8",
                "application/json;charset=\"utf8\" ;",
                "application/json ; charset = us-ascii"
            })
    void takesJsonInUtf8(String type) {
        assertThatCode(() -> JsonType.require(type)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "text/plain", "application/json5", "application/json; charset=latin1", "application/json;;"})
    void takesNothingElse(String type) {
        assertThatThrownBy(() -> JsonType.require(type)).isInstanceOf(ApiException.class);
    }

    /** Looked for in the wrong way, this takes hours. */
    @Test
    @Timeout(60)
    void looksAtEachCharacterOfALongTypeOnce() {
        String blank = " ".repeat(200_000);
        for (String type : new String[] {"x", ";charset=utf-8" + blank + "x", ";" + blank + "charset=x"}) {
            assertThatThrownBy(() -> JsonType.require("application/json" + blank + type))
                    .isInstanceOf(ApiException.class);
        }
    }
}
