package org.dicomcaravan.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.dicomcaravan.codec.rle.RleDecoder;
import org.dicomcaravan.codec.rle.RleEncoder;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;

class CodecsTest {

    private record Named(String name, int order, Set<String> transferSyntaxes) implements FrameDecoder {

        @Override
        public DecodedFrame decode(byte[] codestream, FrameShape declared, TransferSyntax syntax) {
            return new DecodedFrame(1, 1, 1, 8, 8, false, "MONOCHROME2", new byte[1]);
        }
    }

    @Test
    void theBuiltInCodecsAreFound() {
        Codecs codecs = Codecs.load(getClass().getClassLoader());
        assertThat(codecs.decoder(TestFile.RLE)).get().isInstanceOf(RleDecoder.class);
        assertThat(codecs.encoder(TestFile.RLE)).get().isInstanceOf(RleEncoder.class);
        assertThat(codecs.decoder(TestFile.RLE)).isPresent();
        assertThat(codecs.decoder(TestFile.EXPLICIT)).isEmpty();
        assertThat(codecs.encodable()).contains(TestFile.RLE);
        assertThat(codecs.conflicts()).isEmpty();
    }

    @Test
    void aPluginGoesBeforeWhatIsBuiltIn() {
        Named plugin = new Named("faster", 0, Set.of(TestFile.RLE));
        Codecs codecs = Codecs.of(List.of(new RleDecoder(), plugin), List.of());
        assertThat(codecs.decoder(TestFile.RLE)).containsSame(plugin);
        assertThat(codecs.conflicts()).isEmpty();
    }

    @Test
    void theNameDecidesBetweenEqualsAndThatIsSaid() {
        Named first = new Named("a", 5, Set.of("1.2", "1.3"));
        Named second = new Named("b", 5, Set.of("1.3", "1.4"));
        Codecs codecs = Codecs.of(List.of(second, first), List.of());
        assertThat(codecs.decoder("1.3")).containsSame(first);
        assertThat(codecs.decoder("1.4")).containsSame(second);
        assertThat(codecs.conflicts()).containsExactly("a and b both decode 1.3 with order 5; a does it");
    }

    @Test
    void aMissingDecoderIsNamedByItsSyntax() {
        Codecs none = Codecs.of(List.of(), List.of());
        assertThat(none.decoder(TestFile.RLE)).isEmpty();
        assertThatThrownBy(() -> none.requireDecoder(TransferSyntax.JPEG_LS))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.UNSUPPORTED))
                .hasMessageContaining("1.2.840.10008.1.2.4.80");
    }

    @Test
    void videoIsRefusedWithWhatWouldHelp() {
        assertThatThrownBy(() ->
                        Codecs.of(List.of(), List.of()).requireDecoder(TransferSyntax.of("1.2.840.10008.1.2.4.102")))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.UNSUPPORTED))
                .hasMessageContainingAll("1.2.840.10008.1.2.4.102", "video", "plugin", "FrameDecoder");
    }

    @Test
    void supportNamesWhoDoesWhat() {
        Named plugin = new Named("own", 0, Set.of("1.2.3"));
        List<CodecSupport> support =
                Codecs.of(List.of(new RleDecoder(), plugin), List.of()).support();
        assertThat(support)
                .filteredOn(one -> one.syntax().equals(TransferSyntax.RLE))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.decoder().orElseThrow().origin()).isEqualTo("built in");
                    assertThat(one.encoder()).isEmpty();
                });
        assertThat(support.get(support.size() - 1).syntax().uid()).isEqualTo("1.2.3");
        assertThat(support).noneMatch(one -> one.syntax().isNative());
    }
}
