package org.dicomcaravan.transcode.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.dicomcaravan.dicom.Bytes;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.MediaType;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.SmallDicom;
import org.dicomcaravan.transcode.TranscodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies and recoding, by outputs.md section 3. */
@Timeout(60)
class DicomTranscoderTest extends DicomOutputs {

    private static final String DEFLATED = "1.2.840.10008.1.2.1.99";

    private static byte[] swapped(byte[] words) {
        byte[] bytes = words.clone();
        for (int i = 0; i < bytes.length; i += 2) {
            bytes[i] = words[i + 1];
            bytes[i + 1] = words[i];
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/dicom", "application/dicom; transfer-syntax=*"})
    void storedBytesStayAsTheyAre(String mediaType) throws Exception {
        byte[] file = grey16(SmallDicom.BIG_ENDIAN, 4, words(16)).file();

        assertThat(make(file, mediaType)).isEqualTo(file);
    }

    @Test
    void aCopyNeitherParsesNorInflates() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Bytes.preface(TransferSyntax.DEFLATED.uid()));
        Deflater fast = new Deflater(Deflater.BEST_SPEED, true);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, fast)) {
            deflated.write(Bytes.of("08 00 18 00 'UI' 04 00 '1.2.' 29 00 00 10 'OB' 00 00 00 00 00 40"));
            for (int i = 0; i < 300; i++) {
                deflated.write(new byte[1 << 20]);
            }
        } finally {
            fast.end();
        }
        byte[] bomb = out.toByteArray();
        assertThat(make(bomb, "application/dicom")).isEqualTo(bomb);
        assertThat(make(bomb, in(TransferSyntax.DEFLATED.uid()))).isEqualTo(bomb);
        byte[] endless = Bytes.explicit("08 00 18 00 'UI' 04 00 '1.2.'", "10 00 10 00 'PN' 00 00 ".repeat(200_000));
        assertThat(make(endless, "application/dicom")).isEqualTo(endless);
        assertFails(bomb, SmallDicom.EXPLICIT, 8, "100 times");
    }

    @Test
    void whatIsInTheSyntaxAlreadyIsNotTouched() throws Exception {
        byte[] native16 = grey16(SmallDicom.EXPLICIT, 4, words(16)).file();
        byte[] jpeg2000 = SmallDicom.instance(SmallDicom.JPEG_2000)
                .grey(4, 4, 1, 8)
                .fragments(new byte[] {1, 2})
                .file();

        assertThat(make(native16, in(SmallDicom.EXPLICIT))).isEqualTo(native16);
        assertThat(make(jpeg2000, in(SmallDicom.JPEG_2000))).isEqualTo(jpeg2000);
    }

    @Test
    void aBareDataSetGetsPreambleAndFileMeta() throws Exception {
        byte[] dataSet = grey16(SmallDicom.EXPLICIT, 4, words(16)).dataSet();

        byte[] made = make(dataSet, "application/dicom");

        assertThat(syntaxOf(made)).isEqualTo(SmallDicom.EXPLICIT);
        assertThat(Arrays.copyOfRange(made, made.length - dataSet.length, made.length))
                .isEqualTo(dataSet);
    }

    @ParameterizedTest
    @ValueSource(strings = {SmallDicom.IMPLICIT, SmallDicom.EXPLICIT, DEFLATED})
    void bigEndianBecomesLittle(String target) throws Exception {
        byte[] samples = words(16);
        byte[] file = grey16(SmallDicom.BIG_ENDIAN, 4, samples).file();

        byte[] made = make(file, in(target));

        assertThat(syntaxOf(made)).isEqualTo(target);
        assertThat(value(made, Tag.PIXEL_DATA)).isEqualTo(swapped(samples));
        assertThat(value(made, Tag.ROWS)).isEqualTo(new byte[] {4, 0});
    }

    /** The length is known before the bytes, whatever the size; large ones are streamed. */
    @ParameterizedTest
    @ValueSource(strings = {SmallDicom.IMPLICIT, SmallDicom.EXPLICIT, DEFLATED})
    void largeInstancesAreStreamed(String target) throws Exception {
        byte[] samples = words(2048 * 2048);
        byte[] file = grey16(SmallDicom.BIG_ENDIAN, 2048, samples).file();

        assertThat(value(make(file, in(target)), Tag.PIXEL_DATA)).isEqualTo(swapped(samples));
    }

    @Test
    void aContentCanBeOpenedAgain() throws Exception {
        byte[] file = grey16(SmallDicom.EXPLICIT, 1024, words(1024 * 1024)).file();
        try (Outputs outputs =
                chain.transcode(ByteSource.of(file), Chains.format(chain, in(SmallDicom.IMPLICIT)), () -> false)) {
            Content content = outputs.next().content();
            byte[] whole;
            try (InputStream aborted = content.open();
                    InputStream second = content.open()) {
                assertThat(aborted).isNotSameAs(second);
                whole = second.readAllBytes();
            }
            try (InputStream third = content.open()) {
                assertThat(third.readAllBytes()).isEqualTo(whole).hasSize((int) content.length());
            }
        }
        assertThat(chain.hangingCalls()).isZero();
    }

    /** Two frames of three bits, packed without padding (PS3.5 8.1.1), come back so. */
    @Test
    void singleBitsStayPacked() throws Exception {
        byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(1, 3, 2, 1)
                .element(0x7FE00010, "OB", new byte[] {0b110_101, 0})
                .file();

        byte[] encoded = make(file, in("1.2.840.10008.1.2.8.1"));

        assertThat(value(make(encoded, in(SmallDicom.IMPLICIT)), Tag.PIXEL_DATA))
                .isEqualTo(new byte[] {0b110_101, 0});
    }

    @Test
    void withoutPixelsACompressedSyntaxBecomesExplicit() throws Exception {
        byte[] implicit = make(SmallDicom.instance(SmallDicom.EXPLICIT).file(), in(SmallDicom.IMPLICIT));
        byte[] explicit = SmallDicom.instance(SmallDicom.EXPLICIT).file();

        assertThat(syntaxOf(implicit)).isEqualTo(SmallDicom.IMPLICIT);
        assertThat(syntaxOf(make(implicit, in(SmallDicom.JPEG_2000)))).isEqualTo(SmallDicom.EXPLICIT);
        assertThat(make(explicit, in(SmallDicom.JPEG_2000))).isEqualTo(explicit);
        assertThat(syntaxOf(make(explicit, in(DEFLATED)))).isEqualTo(DEFLATED);
    }

    @Test
    void aMissingCodecIsCodeTwelveAndNamesBothSyntaxes() {
        byte[] unknown = SmallDicom.instance("1.2.840.10008.1.2.4.999")
                .grey(4, 4, 1, 8)
                .fragments(new byte[] {1, 2})
                .file();
        assertFails(unknown, SmallDicom.EXPLICIT, 12, "1.2.840.10008.1.2.4.999");
    }

    @Test
    void aSyntaxThatNobodyWritesIsRefusedBeforeAnythingStarts() {
        for (String syntax : List.of("1.2.840.10008.1.2.4.112", SmallDicom.BIG_ENDIAN, "1.2.840.10008.1.2.4.102")) {
            assertThatThrownBy(() -> chain.require(MediaType.parse(in(syntax))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(syntax, SmallDicom.RLE);
        }
    }

    @Test
    void floatsAndCutFilesCantBeRecoded() {
        byte[] floats = SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(1, 1, 1, 32)
                .element(0x7FE00008, "OF", new byte[4])
                .file();
        byte[] file = grey16(SmallDicom.EXPLICIT, 4, words(16)).file();

        assertFails(floats, SmallDicom.RLE, 3, SmallDicom.EXPLICIT);
        assertFails(Arrays.copyOf(file, file.length - 3), SmallDicom.IMPLICIT, 3, SmallDicom.EXPLICIT);
    }

    private void assertFails(byte[] file, String target, int code, String source) {
        assertThatThrownBy(() -> make(file, in(target)))
                .hasMessageContaining(target)
                .hasMessageContaining(source)
                .satisfies(thrown ->
                        assertThat(TranscodeException.code(thrown).number()).isEqualTo(code));
    }

    @Test
    void theSourceIsClosedWithTheOutputsAndOnFailure() throws Exception {
        byte[] file = grey16(SmallDicom.EXPLICIT, 4, words(16)).file();
        AtomicBoolean closed = new AtomicBoolean();
        AtomicBoolean closedOnFailure = new AtomicBoolean();

        chain.transcode(noting(file, closed), OutputFormat.STORED_DICOM, () -> false)
                .close();
        assertThatThrownBy(() ->
                        chain.transcode(noting(new byte[4], closedOnFailure), OutputFormat.STORED_DICOM, () -> false))
                .isInstanceOf(DicomException.class);

        assertThat(closed).isTrue();
        assertThat(closedOnFailure).isTrue();
    }

    private static ByteSource noting(byte[] bytes, AtomicBoolean closed) {
        ByteSource source = ByteSource.of(bytes);
        return new ByteSource() {
            @Override
            public long size() {
                return source.size();
            }

            @Override
            public int read(long position, ByteBuffer into) throws IOException {
                return source.read(position, into);
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
    }
}
