package org.dicomcaravan.transcode.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.FrameEncoder;
import org.dicomcaravan.codec.OneDecoder;
import org.dicomcaravan.codec.rle.RleDecoder;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.plugin.SiteSettings;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.SmallDicom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Codecs of plugins that hang and take no notice of an interrupt: they cost their own instances, and nobody else's. */
@Timeout(60)
class HangingCodecTest {

    private static final String PNG = "image/png";
    private static final String AS_JPEG_2000 = "application/dicom; transfer-syntax=" + SmallDicom.JPEG_2000;
    private static final int HUNG = 2;

    private final CountDownLatch free = new CountDownLatch(1);
    private final Codecs codecs = Codecs.of(
            List.of(new OneDecoder(SmallDicom.JPEG_2000, (codestream, shape) -> hang()), new RleDecoder()),
            List.of(new HangingEncoder()));
    private final TranscoderChain chain = TranscoderChain.load(
            getClass().getClassLoader(),
            codecs,
            Limits.defaults()
                    .withTimes(Duration.ofSeconds(1), Duration.ofSeconds(1))
                    .withHung(HUNG),
            SiteSettings.none());

    private DecodedFrame hang() {
        boolean stubborn = true;
        while (stubborn) {
            try {
                free.await();
                stubborn = false;
            } catch (InterruptedException e) {
                Thread.onSpinWait(); // takes no notice
            }
        }
        return null;
    }

    private final class HangingEncoder implements FrameEncoder {
        @Override
        public String name() {
            return "stuck";
        }

        @Override
        public Set<String> transferSyntaxes() {
            return Set.of(SmallDicom.JPEG_2000);
        }

        @Override
        public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax) {
            hang();
            return new EncodedFrame(new byte[2], "MONOCHROME2", Optional.empty(), OptionalInt.empty());
        }
    }

    @AfterEach
    void letGo() {
        free.countDown();
        await().untilAsserted(() -> assertThat(chain.hangingCalls()).isZero());
    }

    private static byte[] image(String syntax, byte[] frame) {
        SmallDicom image = SmallDicom.instance(syntax).grey(1, 2, 1, 8);
        return (syntax.equals(SmallDicom.EXPLICIT) ? image.element(0x7FE00010, "OB", frame) : image.fragments(frame))
                .file();
    }

    private static byte[] rle() {
        byte[] frame = new byte[66];
        frame[0] = 1;
        frame[4] = 64;
        frame[64] = -1;
        return image(SmallDicom.RLE, frame);
    }

    @Test
    void aDecoderThatHangsIsRefusedAndNobodyElse() throws Exception {
        byte[] slow = image(SmallDicom.JPEG_2000, new byte[4]);
        for (int i = 0; i < HUNG; i++) {
            assertThatThrownBy(() -> Chains.make(chain, slow, PNG))
                    .hasMessageContaining("decoder test")
                    .hasMessageContaining("did not get on within 1 s");
        }
        assertThat(chain.hangingCalls()).isEqualTo(HUNG);

        assertThatThrownBy(() -> Chains.make(chain, slow, PNG))
                .hasMessageContaining("decoder test is not asked any more");
        assertThat(Chains.make(chain, slow, "application/dicom")).hasSize(1);
        assertThat(Chains.make(chain, rle(), PNG)).hasSize(1);
        assertThat(Chains.make(chain, image(SmallDicom.EXPLICIT, new byte[2]), PNG))
                .hasSize(1);
    }

    @Test
    void anEncoderThatHangsIsRefusedAndNobodyElse() throws Exception {
        byte[] image = image(SmallDicom.EXPLICIT, new byte[2]);
        for (int i = 0; i < HUNG; i++) {
            assertThatThrownBy(() -> Chains.make(chain, image, AS_JPEG_2000))
                    .hasMessageContaining("encoder stuck")
                    .hasMessageContaining("did not get on within 1 s");
        }

        assertThatThrownBy(() -> Chains.make(chain, image, AS_JPEG_2000))
                .hasMessageContaining("encoder stuck is not asked any more");
        assertThat(Chains.make(chain, image, "application/dicom; transfer-syntax=1.2.840.10008.1.2"))
                .hasSize(1);
    }

    /** The same for what it throws: a missing class is not the built-in transcoder's fault. */
    @Test
    void whatADecoderThrowsIsItsOwnFault() {
        TranscoderChain broken = TranscoderChain.load(
                getClass().getClassLoader(),
                Codecs.of(
                        List.of(new OneDecoder(SmallDicom.JPEG_2000, (codestream, shape) -> {
                            throw new NoClassDefFoundError("org/example/Native");
                        })),
                        List.of()),
                Limits.defaults());

        assertThatThrownBy(() -> Chains.make(broken, image(SmallDicom.JPEG_2000, new byte[4]), PNG))
                .isInstanceOf(TranscoderFault.class)
                .hasMessage("decoder test failed with java.lang.NoClassDefFoundError: org/example/Native");
    }

    @Test
    void whatADecoderSaysOfAFrameIsTheInstancesFailure() {
        TranscoderChain strict = TranscoderChain.load(
                getClass().getClassLoader(),
                Codecs.of(
                        List.of(new OneDecoder(SmallDicom.JPEG_2000, (codestream, shape) -> {
                            throw DicomException.invalid("no SIZ marker");
                        })),
                        List.of()),
                Limits.defaults());

        assertThatThrownBy(() -> Chains.make(strict, image(SmallDicom.JPEG_2000, new byte[4]), PNG))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("no SIZ marker");
    }
}
