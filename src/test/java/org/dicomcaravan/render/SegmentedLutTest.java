package org.dicomcaravan.render;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Segments of PS3.3 C.7.9.2. */
class SegmentedLutTest {

    private static char[] codes(int... values) {
        char[] codes = new char[values.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (char) values[i];
        }
        return codes;
    }

    @Test
    void discreteThenLinear() {
        assertThat(SegmentedLut.expand(codes(0, 2, 5, 10, 1, 4, 20), false, 256))
                .get()
                .isEqualTo(codes(5, 10, 13, 15, 18, 20));
        assertThat(SegmentedLut.expand(codes(0, 1, 10, 1, 4, 0), false, 256))
                .get()
                .isEqualTo(codes(10, 8, 5, 3, 0));
    }

    @Test
    void indirectSegmentsPointByBytes() {
        // Words: the segment at word 0 is at byte 0; at word 4, at byte 8.
        assertThat(SegmentedLut.expand(codes(0, 2, 1, 2, 2, 1, 0, 0), false, 256))
                .get()
                .isEqualTo(codes(1, 2, 1, 2));
        // Bytes: an offset of four bytes, the low one first.
        assertThat(SegmentedLut.expand(codes(0, 1, 9, 0, 1, 8, 2, 1, 3, 0, 0, 0), true, 256))
                .get()
                .isEqualTo(codes(9, 8, 8));
    }

    @Test
    void surplusEntriesAreLeftOut() {
        assertThat(SegmentedLut.expand(codes(0, 4, 1, 2, 3, 4), false, 3)).get().isEqualTo(codes(1, 2, 3));
    }

    @Test
    void whatMakesNoSenseIsNone() {
        assertThat(SegmentedLut.expand(codes(1, 4, 20), false, 256)).isEmpty();
        assertThat(SegmentedLut.expand(codes(7, 1, 20), false, 256)).isEmpty();
        assertThat(SegmentedLut.expand(codes(0, 1, 1, 2, 1, 5000, 0), false, 256))
                .isEmpty();
        assertThat(SegmentedLut.expand(codes(0, 1, 1, 2, 1), false, 256)).isEmpty();
        assertThat(SegmentedLut.expand(codes(), false, 256)).isEmpty();
    }

    /** A table whose end makes no sense may be no table. */
    @Test
    void surplusSegmentsHaveToMakeSense() {
        assertThat(SegmentedLut.expand(codes(0, 2, 1, 2, 1, 3, 9), false, 2))
                .get()
                .isEqualTo(codes(1, 2));
        assertThat(SegmentedLut.expand(codes(0, 2, 1, 2, 3, 1, 1), false, 2)).isEmpty();
    }

    @Test
    void segmentsThatPointToThemselvesEnd() {
        assertThat(SegmentedLut.expand(codes(0, 0, 2, 65535, 4, 0), false, 65536))
                .isEmpty();
    }

    @Property(tries = 500)
    void anyCodesEnd(@ForAll char[] codes, @ForAll boolean bytes, @ForAll @IntRange(min = 1, max = 65536) int count) {
        SegmentedLut.expand(codes, bytes, count)
                .ifPresent(entries -> assertThat(entries.length).isBetween(1, count));
    }
}
