package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.dicomcaravan.dicom.TransferSyntax;
import org.junit.jupiter.api.Test;

/** One decoder for many threads, and many code-blocks of one frame. */
class DecodingSideBySideTest {

    private static final int THREADS = 6;
    private static final int ROUNDS = 3;

    private final Jpeg2000Decoder decoder = new Jpeg2000Decoder();

    /** Large and small frames of every kind, and damaged ones between them, whose samples are no one else's. */
    @Test
    void framesOfManyThreads() throws Exception {
        List<KeptStreams.Kept> all = new ArrayList<>(new KeptStreams("opj_compress").all());
        all.addAll(new KeptStreams("ojph_compress").all());
        TestFrame large = TestFrame.grey(900, 700, 16, 12, true);
        byte[] codestream = large.encode().codestream();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(thread);
            work.add(() -> {
                int decoded = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    List<KeptStreams.Kept> shuffled = new ArrayList<>(all);
                    Collections.shuffle(shuffled, random);
                    for (KeptStreams.Kept kept : shuffled) {
                        damage(kept, random);
                        check(kept);
                        decoded++;
                    }
                    assertThat(decode(codestream, large).samples())
                            .isEqualTo(large.decoded().samples());
                }
                return decoded;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Integer> done : threads.invokeAll(work)) {
                assertThat(done.get()).isEqualTo(ROUNDS * all.size());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private DecodedFrame decode(byte[] codestream, TestFrame frame) throws Exception {
        return decoder.decode(codestream, frame.shape(), TransferSyntax.JPEG_2000_LOSSLESS);
    }

    private void check(KeptStreams.Kept kept) throws Exception {
        DecodedFrame frame = decoder.decode(kept.bytes(), kept.expected().shape(), TransferSyntax.JPEG_2000);
        assertThat(kept.expected().of(frame).farthest(kept.expected()))
                .as("%s", kept)
                .isZero();
    }

    private void damage(KeptStreams.Kept kept, Random random) throws Exception {
        byte[] damaged = kept.bytes().clone();
        damaged[random.nextInt(100, damaged.length)] ^= (byte) (1 << random.nextInt(8));
        byte[] cut = Arrays.copyOf(damaged, random.nextInt(50, damaged.length));
        for (byte[] codestream : List.of(damaged, cut)) {
            try {
                assertThat(decoder.decode(codestream, kept.expected().shape(), TransferSyntax.JPEG_2000))
                        .isNotNull();
            } catch (DicomException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    /** More code-blocks than one thread decodes alone. */
    @Test
    void blocksOfALargeFrame() throws Exception {
        TestFrame large = TestFrame.grey(1500, 1300, 16, 16, false);
        assertThat(decode(large.encode().codestream(), large).samples())
                .isEqualTo(large.decoded().samples());
        TestFrame colours = TestFrame.colour(1100, 900, "RGB");
        DecodedFrame decoded = decode(colours.encode().codestream(), colours);
        assertThat(decoded.samples()).isEqualTo(colours.decoded().samples());
        assertThat(decoded.photometricInterpretation()).isEqualTo("RGB");
    }

    /** Of 1024 code-blocks with a codeword each, just one has more passes than bit-planes, wherever it is. */
    @Test
    void aDamagedBlockOfALargeFrame() throws Exception {
        int columns = 32;
        int[] layers = new int[columns * columns];
        byte[] whole = manyBlocks(columns, layers, new int[layers.length]);
        assertThat(Decoding.decode(whole, Decoding.shape(2048, 2048, 1, 8)).samples())
                .hasSize(1 << 22);
        for (int damaged : new int[] {0, 511, 1023}) {
            int[] missing = new int[layers.length];
            missing[damaged] = 9; // of nine, so that none is left
            byte[] codestream = manyBlocks(columns, layers, missing);
            assertThatThrownBy(() -> Decoding.decode(codestream, Decoding.shape(2048, 2048, 1, 8)))
                    .isInstanceOfSatisfying(
                            DicomException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID))
                    .hasMessageContaining("0 bit-planes with 1 passes");
        }
    }

    private static byte[] manyBlocks(int columns, int[] layers, int[] missing) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        HeaderBits bits = new HeaderBits(packet);
        TagTree inclusion = new TagTree(columns, layers);
        TagTree planes = new TagTree(columns, missing);
        bits.write(1);
        for (int i = 0; i < layers.length; i++) {
            inclusion.write(i, 1, bits);
            planes.write(i, Integer.MAX_VALUE, bits);
            bits.write(0); // one pass
            bits.write(0); // no more bits for the length than three
            bits.write(2, 3);
        }
        bits.align();
        packet.writeBytes(new byte[2 * layers.length]);
        return HandMade.grey(64 * columns, 64 * columns)
                .tile(0, packet.toByteArray())
                .end();
    }
}
