package org.dicomcaravan.dicom.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ItemIndexTest {

    private static ItemIndex of(int items) {
        ItemIndex index = new ItemIndex();
        for (int i = 0; i < items; i++) {
            index.add(1000L + 3L * i);
        }
        return index.trim();
    }

    private static void assertFinds(ItemIndex index, int item, int within) {
        int known = index.known(item);
        assertThat(known).isBetween(item - within + 1, item);
        assertThat(index.offset(known)).isEqualTo(1000L + 3L * known);
    }

    @Test
    void knowsEachOfFewItems() {
        ItemIndex index = of(ItemIndex.MOST);
        assertThat(index.count()).isEqualTo(ItemIndex.MOST);
        for (int item = 0; item < ItemIndex.MOST; item++) {
            assertFinds(index, item, 1);
        }
    }

    @Test
    void knowsSomeOfManyItemsAndHoldsNoMoreThanBefore() {
        for (int items : new int[] {ItemIndex.MOST + 1, 3 * ItemIndex.MOST, 5_000_001}) {
            ItemIndex index = of(items);
            assertThat(index.count()).isEqualTo(items);
            assertThat(index.kept()).isBetween(ItemIndex.MOST / 2, ItemIndex.MOST);
            int apart = 1;
            while ((long) apart * ItemIndex.MOST < items) {
                apart *= 2;
            }
            for (int item : new int[] {0, 1, apart, items / 2, items - 2, items - 1}) {
                assertFinds(index, item, apart);
            }
        }
    }
}
