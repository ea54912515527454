package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TruncationPointsTest {

    /** Slopes from one to the next: 10, 5, 8, 0, 2 and 0; 5 and 8 together are 7, and what gains nothing is no point. */
    private final TruncationPoints points =
            TruncationPoints.of(new int[] {10, 20, 40, 50, 60, 70}, new double[] {100, 150, 310, 310, 330, 330});

    @Test
    void onlyTheConvexHullCounts() {
        assertThat(points.count()).isEqualTo(3);
        assertThat(points.passes(1)).isEqualTo(1);
        assertThat(points.length(1)).isEqualTo(10);
        assertThat(points.passes(2)).isEqualTo(3);
        assertThat(points.length(2)).isEqualTo(40);
        assertThat(points.passes(3)).isEqualTo(5);
        assertThat(points.length(3)).isEqualTo(60);
    }

    @Test
    void pointsAreReachedAsTheSlopeFalls() {
        assertThat(points.count(10.5f)).isZero();
        assertThat(points.count(10)).isEqualTo(1);
        assertThat(points.count(7.1f)).isEqualTo(1);
        assertThat(points.count(7)).isEqualTo(2);
        assertThat(points.count(1.1f)).isEqualTo(2);
        assertThat(points.count(1)).isEqualTo(3);
        assertThat(points.passes(0)).isZero();
        assertThat(points.length(0)).isZero();
    }

    @Test
    void aLaterPassMayBeatAllBefore() {
        TruncationPoints late = TruncationPoints.of(new int[] {10, 11, 12}, new double[] {1, 0.5, 100});
        assertThat(late.count()).isEqualTo(1);
        assertThat(late.passes(1)).isEqualTo(3);
    }

    @Test
    void whatCostsNothingIsTakenAlong() {
        TruncationPoints free = TruncationPoints.of(new int[] {4, 4, 6}, new double[] {8, 9, 10});
        assertThat(free.count()).isEqualTo(2);
        assertThat(free.passes(1)).isEqualTo(2);
        assertThat(free.length(1)).isEqualTo(4);
    }

    @Test
    void aCodewordThatStaysWholeHasItsEndOnly() {
        TruncationPoints end = TruncationPoints.end(7, 100);
        assertThat(end.count(1e30f)).isEqualTo(1);
        assertThat(end.passes(1)).isEqualTo(7);
        assertThat(end.length(1)).isEqualTo(100);
    }

    @Test
    void theFirstPointsAreAsBefore() {
        TruncationPoints first = points.first(2);
        assertThat(first.count(0)).isEqualTo(2);
        assertThat(first.count(7.1f)).isEqualTo(1);
        assertThat(first.length(2)).isEqualTo(40);
    }
}
