package org.dicomcaravan.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Entries as PS3.6 has them. */
class DictionaryTest {

    @Test
    void knowsStandardElements() {
        assertThat(Dictionary.lookup(0x00100010)).contains(new Dictionary.Entry("PN", "1", "PatientName", false));
        assertThat(Dictionary.lookup(0x00080001)).contains(new Dictionary.Entry("UL", "1", "LengthToEnd", true));
        assertThat(Dictionary.lookup(0x7FE00010)).map(Dictionary.Entry::vr).contains("OB or OW");
        assertThat(Dictionary.lookup(0xFFFAFFFA))
                .map(Dictionary.Entry::isSequence)
                .contains(true);
        assertThat(Dictionary.lookup(0x00020010)).map(Dictionary.Entry::keyword).contains("TransferSyntaxUID");
    }

    @Test
    void knowsRepeatingGroups() {
        assertThat(Dictionary.lookup(0x60023000)).map(Dictionary.Entry::keyword).contains("OverlayData");
        assertThat(Dictionary.lookup(0x50FE3000)).map(Dictionary.Entry::keyword).contains("CurveData");
        assertThat(Dictionary.lookup(0x00203142)).map(Dictionary.Entry::keyword).contains("SourceImageIDs");
        assertThat(Dictionary.isExact(0x60023000)).isFalse();
        assertThat(Dictionary.isExact(0x00100010)).isTrue();
    }

    @Test
    void knowsNothingOfPrivateElementsGroupLengthsAndNamelessOnes() {
        assertThat(Dictionary.lookup(0x00091001)).isEmpty();
        assertThat(Dictionary.lookup(0x60033000)).isEmpty();
        assertThat(Dictionary.lookup(0x00100000)).isEmpty();
        assertThat(Dictionary.lookup(0x00189445)).isEmpty();
    }

    @Test
    void findsTagsByKeyword() {
        assertThat(Dictionary.tag("StudyInstanceUID")).hasValue(0x0020000D);
        assertThat(Dictionary.tag("OverlayData")).hasValue(0x60003000);
        assertThat(Dictionary.tag("NoSuchThing")).isEmpty();
    }

    @Test
    void describesTags() {
        assertThat(Tag.describe(0x7FE00010)).isEqualTo("PixelData (7FE0,0010)");
        assertThat(Tag.describe(0x00091001)).isEqualTo("(0009,1001)");
    }
}
