package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Equations F-9 and F-10, computed by hand. */
class Dwt53Test {

    @Test
    void oddLength() throws IOException {
        int[] row = {10, 20, 40, 80, 160};
        Dwt53.transform(row, 5, 1, 1);
        assertThat(row).containsExactly(8, 34, 150, -5, -20);
    }

    @Test
    void evenLength() throws IOException {
        int[] column = {10, 20, 40, 80};
        Dwt53.transform(column, 1, 4, 1);
        assertThat(column).containsExactly(8, 49, -5, 40);
    }

    @Test
    void theColumnOfTheStandardsExample() throws IOException {
        int[] column = {-27, -25, -24, -23, -32, -31, -32, -26, -19}; // ISO/IEC 15444-1, J.10.1, less 128
        Dwt53.transform(column, 1, 9, 1);
        assertThat(column).containsExactly(-26, -22, -30, -32, -19, 1, 5, 1, 0);
    }

    @Test
    void aSingleNumberStays() throws IOException {
        int[] single = {-7};
        Dwt53.transform(single, 1, 1, 1);
        assertThat(single).containsExactly(-7);
    }

    @Test
    void columnsComeBeforeRows() throws IOException {
        // Columns: (5, 2) -> low 5 + (-6 + 2 >> 2) = 4, high -3; (0, 9) -> low 0 + (18 + 2 >> 2) = 5, high 9.
        // Rows: (4, 5) -> low 4 + (2 + 2 >> 2) = 5, high 1; (-3, 9) -> low -3 + (24 + 2 >> 2) = 3, high 12.
        int[] plane = {5, 0, 2, 9};
        Dwt53.transform(plane, 2, 2, 1);
        assertThat(plane).containsExactly(5, 1, 3, 12);
    }

    @Test
    void theNextLevelTakesTheLowFrequenciesOnly() throws IOException {
        int[] row = {8, 8, 8, 8, 0, 0, 0, 0, 0};
        Dwt53.transform(row, 9, 1, 2);
        // First 8 9 -1 0 0 | 0 4 0 0, as d1 = 8 - (8 + 0 >> 1), s1 = 8 + (0 + 4 + 2 >> 2), s2 = 0 + (4 + 0 + 2 >> 2);
        // then of the five low ones d0 = 9 - (8 + 1 >> 1), d1 = 0 - (1 + 0 >> 1).
        assertThat(row).containsExactly(11, 2, 0, 5, 0, 0, 4, 0, 0);
    }
}
