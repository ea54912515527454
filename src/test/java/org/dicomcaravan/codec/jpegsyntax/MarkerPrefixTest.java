package org.dicomcaravan.codec.jpegsyntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MarkerPrefixTest {

    @Test
    void isFoundWhereverItLies() {
        for (int place = 0; place < 30; place++) {
            byte[] bytes = new byte[30];
            Arrays.fill(bytes, (byte) (place % 2 == 0 ? 0xFE : 0));
            bytes[place] = -1;
            for (int from = 0; from <= 30; from++) {
                assertThat(MarkerPrefix.next(bytes, from, 30)).isEqualTo(from <= place ? place : 30);
                assertThat(MarkerPrefix.next(bytes, Math.min(from, place), place))
                        .isEqualTo(place);
            }
        }
    }
}
