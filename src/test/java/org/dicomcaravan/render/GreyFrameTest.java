package org.dicomcaravan.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.TestFile;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;

/** Grey images of a few pixels; expected samples worked out by hand from PS3.3 C.11. */
class GreyFrameTest {

    private static final Codecs CODECS = Codecs.load(GreyFrameTest.class.getClassLoader());

    private static TestFile image(int columns, int allocated, int stored) {
        return TestFile.image(1, columns, allocated, stored, "MONOCHROME2");
    }

    private static TestFile window(TestFile file, String center, String width) {
        return file.text(RenderTag.WINDOW_CENTER, "DS", center).text(RenderTag.WINDOW_WIDTH, "DS", width);
    }

    private static TestFile table(int count, int first, String vr, int bits) {
        return new TestFile().words(RenderTag.LUT_DESCRIPTOR, vr, count, first, bits);
    }

    private static RenderedFrame render(TestFile file, String syntax, int frame) throws IOException, DicomException {
        RenderedFrame rendered = FrameRenderer.of(file.open(syntax), CODECS).render(frame);
        assertThat(rendered.components()).isEqualTo(1);
        return rendered;
    }

    private static void assertGrey(TestFile file, String rule, int... samples) throws IOException, DicomException {
        assertGrey(render(file, TestFile.EXPLICIT, 0), rule, samples);
    }

    private static void assertGrey(RenderedFrame rendered, String rule, int... samples) {
        int[] actual = new int[rendered.samples().length];
        for (int i = 0; i < actual.length; i++) {
            actual[i] = rendered.samples()[i] & 0xFF;
        }
        assertThat(actual).containsExactly(samples);
        assertThat(rendered.rule()).isEqualTo(rule);
    }

    @Test
    void windowsOfTheTopLevelCountByTheirFirstValue() throws IOException, DicomException {
        TestFile file = window(image(4, 16, 16), " 100.5\\7", "201\\8 ").pixelWords(0, 50, 100, 200);
        // ((50 − 100) / 200 + 0.5) · 255 = 63.75; at 100 it is 127.5.
        assertGrey(file, "LINEAR c=100.5 w=201 top-level", 0, 64, 128, 255);
        file.text(RenderTag.VOI_LUT_FUNCTION, "CS", "LINEAR_EXACT");
        // ((50 − 100.5) / 201 + 0.5) · 255 = 63.43
        assertGrey(file, "LINEAR_EXACT c=100.5 w=201 top-level", 0, 63, 127, 254);
        file.text(RenderTag.VOI_LUT_FUNCTION, "CS", "UNHEARD_OF");
        assertGrey(file, "LINEAR c=100.5 w=201 top-level", 0, 64, 128, 255);
    }

    @Test
    void invalidWindowsAreAsIfAbsent() throws IOException, DicomException {
        for (String[] odd : new String[][] {{"1", "0.5"}, {"x", "100"}, {"1", ""}, {"1", "-5"}}) {
            TestFile file = window(image(3, 16, 16), odd[0], odd[1]).pixelWords(10, 20, 30);
            assertGrey(file, "full range 10..30", 0, 128, 255);
        }
        TestFile exact = window(image(2, 16, 16), "10", "0.5").pixelWords(9, 11);
        assertGrey(
                exact.text(RenderTag.VOI_LUT_FUNCTION, "CS", "LINEAR_EXACT"),
                "LINEAR_EXACT c=10 w=0.5 top-level",
                0,
                255);
    }

    @Test
    void rescaleComesBeforeTheWindowAndMonochrome1Inverts() throws IOException, DicomException {
        TestFile file = TestFile.image(1, 3, 16, 16, "MONOCHROME1")
                .text(RenderTag.RESCALE_SLOPE, "DS", "0.5")
                .text(RenderTag.RESCALE_INTERCEPT, "DS", "-10");
        assertGrey(window(file, "0", "20").pixelWords(0, 20, 60), "LINEAR c=0 w=20 top-level, inverted", 255, 121, 0);
    }

    @Test
    void aSlopeThatIsNoneMakesIdentity() throws IOException, DicomException {
        for (String slope : new String[] {"0", "x"}) {
            TestFile file = image(2, 8, 8)
                    .text(RenderTag.RESCALE_SLOPE, "DS", slope)
                    .text(RenderTag.RESCALE_INTERCEPT, "DS", "5");
            assertGrey(file.pixelBytes(3, 200), "identity", 3, 200);
        }
        TestFile moved =
                image(2, 8, 8).text(RenderTag.RESCALE_INTERCEPT, "DS", "5").pixelBytes(3, 200);
        assertGrey(moved, "full range 8..205", 0, 255);
    }

    @Test
    void narrowPixelsSpanTheirBits() throws IOException, DicomException {
        assertGrey(image(3, 8, 8).pixelBytes(0, 77, 255), "identity", 0, 77, 255);
        assertGrey(image(3, 8, 7).pixelBytes(0, 64, 0xFF), "full range 0..127", 0, 129, 255);
        assertGrey(image(3, 8, 8).us(0x00280103, 1).pixelBytes(0x80, 0, 0x7F), "full range -128..127", 0, 128, 255);
        assertGrey(image(8, 1, 1).pixelBytes(0b1010_0001), "full range 0..1", 255, 0, 0, 0, 0, 255, 0, 255);
    }

    @Test
    void onlyStoredBitsCount() throws IOException, DicomException {
        TestFile high = image(3, 16, 12).us(0x00280102, 15).us(0x00280103, 1).pixelWords(0x800F, 0x0000, 0x7FF0);
        assertGrey(high, "full range -2048..2047", 0, 128, 255);
        TestFile odd = image(2, 16, 12).us(0x00280102, 3).pixelWords(0xF000, 0x0FFF);
        assertGrey(odd, "full range 0..4095", 0, 255);
    }

    @Test
    void wideWordsAreExact() throws IOException, DicomException {
        TestFile file = image(3, 32, 32).pixelWords(0, 0, 0xFFFF, 0x7FFF, 0xFFFF, 0xFFFF);
        assertGrey(file, "full range 0..4294967295", 0, 127, 255);
        assertGrey(file.us(0x00280103, 1), "full range -1..2147483647", 0, 255, 0);
    }

    @Test
    void paddingIsNoPartOfTheRange() throws IOException, DicomException {
        TestFile file = image(4, 16, 16).us(RenderTag.PIXEL_PADDING_VALUE, 1000).pixelWords(10, 30, 1000, 990);
        assertGrey(file, "full range 10..990", 0, 5, 255, 255);
        assertGrey(file.us(RenderTag.PIXEL_PADDING_RANGE_LIMIT, 900), "full range 10..30", 0, 255, 255, 255);
        assertGrey(file.us(RenderTag.PIXEL_PADDING_RANGE_LIMIT, 0), "full range 0..0", 0, 0, 0, 0);
        TestFile signed = image(3, 16, 16).us(0x00280103, 1).us(RenderTag.PIXEL_PADDING_VALUE, 0x8000);
        assertGrey(signed.pixelWords(0x8000, 0xFFFF, 1), "full range -1..1", 0, 0, 255);
    }

    @Test
    void tablesAreUsedWhereTheyHoldWhatTheySay() throws IOException, DicomException {
        TestFile words = image(4, 8, 8).pixelBytes(0, 10, 11, 12);
        TestFile voi = table(3, 10, "US", 12).words(RenderTag.LUT_DATA, "OW", 0, 2048, 4095);
        assertGrey(words.sequence(RenderTag.VOI_LUT_SEQUENCE, voi), "VOI LUT top-level", 0, 0, 128, 255);
        TestFile bytes = table(3, 10, "US", 8).bytes(RenderTag.LUT_DATA, "OW", (byte) 1, (byte) 2, (byte) 3);
        assertGrey(words.sequence(RenderTag.VOI_LUT_SEQUENCE, bytes), "VOI LUT top-level", 1, 1, 2, 3);
        TestFile tooFew = table(4, 10, "US", 12).words(RenderTag.LUT_DATA, "OW", 0, 2048, 4095);
        assertGrey(words.sequence(RenderTag.VOI_LUT_SEQUENCE, tooFew), "identity", 0, 10, 11, 12);
        TestFile tooWide = table(3, 10, "US", 17).words(RenderTag.LUT_DATA, "OW", 0, 2048, 4095);
        assertGrey(words.sequence(RenderTag.VOI_LUT_SEQUENCE, tooWide), "identity", 0, 10, 11, 12);
    }

    @Test
    void aModalityTableReplacesTheRescale() throws IOException, DicomException {
        TestFile modality = table(3, 0xFFFF, "SS", 16).words(RenderTag.LUT_DATA, "OW", 100, 300, 200);
        TestFile file = image(4, 8, 8)
                .us(0x00280103, 1)
                .text(RenderTag.RESCALE_SLOPE, "DS", "7")
                .sequence(RenderTag.MODALITY_LUT_SEQUENCE, modality)
                .pixelBytes(0x80, 0, 1, 0xFF);
        assertGrey(file, "full range 100..300", 0, 255, 128, 0);
        assertGrey(file.us(RenderTag.PIXEL_PADDING_VALUE, 0), "full range 100..200", 0, 255, 255, 0);
    }

    @Test
    void withoutVrTheFirstValueIsSignedAsThePixelsAre() throws IOException, DicomException {
        TestFile voi = table(3, 0xFFFF, "US", 8).words(RenderTag.LUT_DATA, "OW", 10, 20, 30);
        TestFile file = image(3, 8, 8)
                .us(0x00280103, 1)
                .sequence(RenderTag.VOI_LUT_SEQUENCE, voi)
                .pixelBytes(0xFF, 0, 1);
        assertGrey(render(file, TestFile.IMPLICIT, 0), "VOI LUT top-level", 10, 20, 30);
        assertGrey(render(file, TestFile.EXPLICIT, 0), "VOI LUT top-level", 10, 10, 10);
    }

    @Test
    void eachFrameHasItsOwnGroupThenTheSharedOneThenTheTopLevel() throws IOException, DicomException {
        TestFile own = new TestFile()
                .sequence(RenderTag.FRAME_VOI_LUT_SEQUENCE, window(new TestFile(), "6", "11"))
                .sequence(
                        RenderTag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                        new TestFile().text(RenderTag.RESCALE_SLOPE, "DS", "2"));
        TestFile shared =
                new TestFile().sequence(RenderTag.FRAME_VOI_LUT_SEQUENCE, window(new TestFile(), "51", "101"));
        TestFile file = window(image(2, 16, 16), "501", "1001")
                .text(0x00280008, "IS", "2")
                .sequence(RenderTag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared)
                .sequence(RenderTag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, own, new TestFile())
                .pixelWords(1, 5, 10, 50);
        // ((2 − 5.5) / 10 + 0.5) · 255 = 38.25 and the like
        assertGrey(render(file, TestFile.EXPLICIT, 0), "LINEAR c=6 w=11 frame", 38, 242);
        assertGrey(render(file, TestFile.EXPLICIT, 1), "LINEAR c=51 w=101 shared", 24, 126);
        file.sequence(RenderTag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
        assertGrey(render(file, TestFile.EXPLICIT, 1), "LINEAR c=501 w=1001 top-level", 2, 13);
    }

    @Test
    void bigEndianWordsAreSwappedAndBytesAreNot() throws IOException, DicomException {
        TestFile words = window(image(2, 16, 16), "2", "3").pixelWords(1, 2);
        assertGrey(render(words, TestFile.BIG_ENDIAN, 0), "LINEAR c=2 w=3 top-level", 64, 191);
        assertGrey(render(image(2, 8, 8).pixelBytes(1, 2), TestFile.BIG_ENDIAN, 0), "identity", 1, 2);
        TestFile packed = image(2, 8, 8).pixelWords(0x0201);
        assertGrey(render(packed, TestFile.BIG_ENDIAN, 0), "identity", 1, 2);
    }

    @Test
    void identityIsKnownWithoutPixels() throws IOException, DicomException {
        TestFile file = image(2, 8, 8).pixelBytes(1, 2);
        assertThat(isIdentity(file)).isTrue();
        assertThat(isIdentity(window(file, "128", "256"))).isTrue();
        assertThat(isIdentity(window(file, "128", "250"))).isFalse();
        assertThat(isIdentity(TestFile.image(1, 2, 8, 8, "MONOCHROME1").pixelBytes(1, 2)))
                .isFalse();
        assertThat(isIdentity(image(2, 8, 7).pixelBytes(1, 2))).isFalse();
        assertThat(isIdentity(image(2, 16, 12).pixelWords(1, 2))).isFalse();
    }

    private static boolean isIdentity(TestFile file) throws IOException, DicomException {
        return FrameRenderer.of(file.open(TestFile.EXPLICIT), CODECS).isIdentity(0);
    }
}
