package org.dicomcaravan.transcode.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.OneDecoder;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.SmallDicom;
import org.dicomcaravan.transcode.StoppedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once nobody wants an instance any more, work on it ends at once, wherever it is, and is nobody's failure. */
@Timeout(30)
class StoppingTest {

    private static final int SIDE = 1024;

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicInteger frames = new AtomicInteger();
    private final CountDownLatch inAFrame = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private int quick;
    private final TranscoderChain chain = TranscoderChain.load(
            getClass().getClassLoader(),
            Codecs.of(List.of(new OneDecoder(SmallDicom.JPEG_2000, (codestream, shape) -> decode())), List.of()),
            Limits.defaults());

    /** A frame that takes a minute and more, after some that are quick. */
    private DecodedFrame decode() throws DicomException {
        if (frames.incrementAndGet() <= quick) {
            return frame();
        }
        inAFrame.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
        throw DicomException.invalid("interrupted");
    }

    private static DecodedFrame frame() {
        return new DecodedFrame(SIDE, SIDE, 1, 8, 8, false, "MONOCHROME2", new byte[SIDE * SIDE]);
    }

    private static byte[] file() {
        return SmallDicom.instance(SmallDicom.JPEG_2000)
                .grey(SIDE, SIDE, 3, 8)
                .fragments(new byte[2], new byte[2], new byte[2])
                .file();
    }

    private Outputs start(String type) throws IOException, DicomException {
        return chain.transcode(ByteSource.of(file()), Chains.format(chain, type), stopping::get);
    }

    private void whenAFrameIsDecoded() {
        Thread stopper = new Thread(() -> {
            await().until(() -> inAFrame.getCount() == 0);
            stopping.set(true);
        });
        stopper.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "application/dicom; transfer-syntax=1.2.840.10008.1.2.1"})
    void inTheFirstFrame(String type) throws Exception {
        whenAFrameIsDecoded();

        assertThatThrownBy(() -> start(type).close()).isInstanceOf(StoppedException.class);
        assertThat(interrupted.getCount()).isZero();
    }

    @Test
    void inALaterFrame() throws Exception {
        quick = 1;
        try (Outputs outputs = start("image/png")) {
            outputs.next();
            whenAFrameIsDecoded();

            assertThatThrownBy(outputs::next).hasCauseInstanceOf(StoppedException.class);
        }
        assertThat(interrupted.getCount()).isZero();
        assertThat(chain.hangingCalls()).isZero();
    }

    /** Native DICOM is decoded while it is read. */
    @Test
    void whileAContentIsRead() throws Exception {
        quick = 2;
        try (Outputs outputs = start("application/dicom; transfer-syntax=1.2.840.10008.1.2.1");
                InputStream content = outputs.next().content().open()) {
            whenAFrameIsDecoded();

            assertThatThrownBy(content::readAllBytes).isInstanceOf(StoppedException.class);
        }
        assertThat(interrupted.getCount()).isZero();
    }

    @Test
    void whileACopyIsRead() throws Exception {
        byte[] stored = file();
        try (Outputs outputs = start("application/dicom");
                InputStream content = outputs.next().content().open()) {
            assertThat(content.readNBytes(10)).hasSize(10);
            stopping.set(true);

            assertThatThrownBy(() -> content.readNBytes(stored.length)).isInstanceOf(StoppedException.class);
        }
    }

    /** A disk that fails is the content's failure, of a built-in transcoder too. */
    @Test
    void whatCantBeReadIsAFailureOfTheContentAndNoStop() throws Exception {
        byte[] stored = file();
        AtomicBoolean broken = new AtomicBoolean();
        ByteSource source = new ByteSource() {
            @Override
            public long size() {
                return stored.length;
            }

            @Override
            public int read(long position, ByteBuffer into) throws IOException {
                if (broken.get()) {
                    throw new IOException("Input/output error");
                }
                return ByteSource.of(stored).read(position, into);
            }

            @Override
            public void close() {}
        };
        try (Outputs outputs = chain.transcode(source, Chains.format(chain, "application/dicom"), stopping::get);
                InputStream content = outputs.next().content().open()) {
            broken.set(true);

            assertThatThrownBy(content::readAllBytes)
                    .isInstanceOf(org.dicomcaravan.transcode.ContentException.class)
                    .hasMessageContaining("Input/output error");
        }
    }
}
