package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    /** By {@code printf 1.2/1.2.3/1.2.3.4 | sha256sum}. */
    private static final String EXPECTED = "b2228246a5f3962d08da76e9c8e09a2a";

    @Test
    void isTheHeadOfASha256() {
        Fingerprint print = Fingerprint.of("1.2", "1.2.3", "1.2.3.4");
        assertThat(HexFormat.of().formatHex(print.bytes())).isEqualTo(EXPECTED);
        assertThat(Fingerprint.of(print.bytes())).isEqualTo(print);
    }

    @Test
    void tellsApartWhereOneUidEnds() {
        assertThat(Fingerprint.of("1.2", "3.4", "5")).isNotEqualTo(Fingerprint.of("1.2", "3", "4.5"));
    }
}
