package org.dicomcaravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathlessTest {

    @ParameterizedTest
    @CsvSource({
        "/srv/data/x.dcm: No space left, …: No space left",
        "two /a/b and /c/d, two … and …",
        "https://host/a/b is refused, https://host/… is refused",
        "at 'http://user:secret@host:8080/hook?key=secret', at 'http://host:8080/…'",
        "HTTP invoking http://host?sig=secret with 404, HTTP invoking http://host/… with 404",
        "object gs://bucket/a/b is there, object gs://bucket/a/b is there",
        "1/2 of image/png, 1/2 of image/png",
        "/ and /x, / and /x",
    })
    void hidesPathsAndWhatFollowsAHost(String words, String shown) {
        assertThat(Pathless.of(words)).isEqualTo(shown);
    }
}
