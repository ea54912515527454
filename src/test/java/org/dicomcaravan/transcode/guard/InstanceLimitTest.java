package org.dicomcaravan.transcode.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.plugin.SiteSettings;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.Output;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.SmallDicom;
import org.dicomcaravan.transcode.TranscodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small file may say that it has very many frames, and make very many bytes of little. */
class InstanceLimitTest {

    private static final String DICOM = "application/dicom; transfer-syntax=";

    private static TranscoderChain chain(long frames, long bytes) {
        ClassLoader loader = InstanceLimitTest.class.getClassLoader();
        Limits limits = Limits.defaults().withInstance(frames, bytes);
        return TranscoderChain.load(loader, Codecs.load(loader), limits, SiteSettings.none());
    }

    /** Frames of a single bit, eight to a byte: the file has 125 bytes of pixels for a thousand of them. */
    private static byte[] bits(int frames) {
        return SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(1, 1, frames, 1)
                .element(0x7FE00010, "OB", new byte[(frames + 15) / 16 * 2])
                .file();
    }

    /** Run lengths: 64 bytes of header, and runs of 128 equal bytes of which each takes two. */
    private static byte[] runs(int frames, int side) {
        byte[] frame = new byte[64 + side * side / 64];
        frame[0] = 1;
        frame[4] = 64;
        for (int i = 64; i < frame.length; i += 2) {
            frame[i] = -127;
        }
        byte[][] all = new byte[frames][];
        Arrays.fill(all, frame);
        return SmallDicom.instance(SmallDicom.RLE)
                .grey(side, side, frames, 8)
                .fragments(all)
                .file();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/png",
                "image/jpeg",
                "application/octet-stream",
                "application/octet-stream; transfer-syntax=*",
                DICOM + "1.2.840.10008.1.2.8.1"
            })
    void moreFramesThanAllowedFailBeforeOneIsMade(String type) {
        TranscoderChain chain = chain(999, Long.MAX_VALUE);

        assertThatThrownBy(() -> chain.transcode(ByteSource.of(bits(1000)), Chains.format(chain, type), () -> false)
                        .close())
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("1,000 frames")
                .hasMessageContaining("999")
                .hasMessageContaining("caravan.limit.instance-frames")
                .satisfies(thrown ->
                        assertThat(TranscodeException.code(thrown).number()).isEqualTo(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/dicom", DICOM + SmallDicom.EXPLICIT, DICOM + SmallDicom.IMPLICIT})
    void whatIsStoredIsCopiedWhateverItsFrames(String type) throws Exception {
        assertThat(Chains.make(chain(1, 1 << 20), bits(1000), type)).hasSize(1);
    }

    @Test
    void asManyFramesAsAllowedAreMade() throws Exception {
        assertThat(Chains.make(chain(16, Long.MAX_VALUE), bits(16), "image/png"))
                .hasSize(16);
    }

    /** 4 frames of a MiB each. */
    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", DICOM + SmallDicom.EXPLICIT})
    void moreBytesThanAllowedFailBeforeAnythingIsDelivered(String type) {
        TranscoderChain chain = chain(1000, (4 << 20) - 1);

        assertThatThrownBy(() -> chain.transcode(ByteSource.of(runs(4, 1024)), Chains.format(chain, type), () -> false)
                        .close())
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("caravan.limit.instance-gibibytes")
                .satisfies(thrown ->
                        assertThat(TranscodeException.code(thrown).number()).isEqualTo(8));
    }

    /** What frames become is known when they are made. */
    @Test
    void bytesOfPicturesAreCounted() throws Exception {
        byte[] noise = new byte[40 * 256 * 256 / 8];
        new Random(7).nextBytes(noise);
        byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(256, 256, 40, 1)
                .element(0x7FE00010, "OB", noise)
                .file();
        long all = 0;
        for (Chains.Made made : Chains.make(chain(1000, Long.MAX_VALUE), file, "image/jpeg")) {
            all += made.bytes().length;
        }
        assertThat(all).isGreaterThan(file.length + (1 << 16));
        TranscoderChain chain = chain(1000, all - 1);
        int frames = 0;
        try (Outputs outputs = chain.transcode(ByteSource.of(file), Chains.format(chain, "image/jpeg"), () -> false)) {
            while (frames < 39) {
                Output output = outputs.next();
                assertThat(output.frame()).hasValue(++frames);
            }
            assertThatThrownBy(outputs::next)
                    .isInstanceOf(TranscodeException.class)
                    .hasMessageContaining("caravan.limit.instance-gibibytes");
        }
    }

    /** More than an allowed number of bytes that are stored are copied all the same. */
    @Test
    void whatIsStoredIsCopiedWhateverItsSize() throws Exception {
        byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(512, 512, 1, 8)
                .element(0x7FE00010, "OB", new byte[512 * 512])
                .file();

        assertThat(Chains.make(chain(1, 1), file, "application/dicom").get(0).bytes())
                .isEqualTo(file);
        assertThat(Chains.make(chain(1, 1), file, "application/octet-stream; transfer-syntax=*"))
                .hasSize(1);
    }
}
