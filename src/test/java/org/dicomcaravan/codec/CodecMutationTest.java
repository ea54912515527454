package org.dicomcaravan.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.dicomcaravan.Soak;
import org.dicomcaravan.corpus.Corpus;
import org.dicomcaravan.corpus.EachCorpus;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.dicom.pixels.PixelData;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.Tag;

/**
 * The first frame of every compressed file there is, cut and spoilt: a decoder ends in time, throws nothing but its own
 * exception, allocates no more than the declared frame is worth, and makes up no sample: what is cut fails, or was whole
 * without the bytes that are gone. Seeds are fixed, so a variant that fails fails again.
 */
@Tag("soak")
class CodecMutationTest {

    private static final int MOST_VARIANTS = Soak.times(20, 400);

    private static final int FEWEST_VARIANTS = Soak.times(4, 30);

    /** Of a whole corpus, where there is time. */
    private static final int ALTOGETHER = 20_000;

    /** Bytes of codestreams to be decoded for one file, all variants together. */
    private static final int EFFORT = Soak.times(400_000, 12_000_000);

    private static final Duration ONE_FRAME = Duration.ofSeconds(5);
    private static final Duration ALL_VARIANTS = Duration.ofMinutes(3);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** A frame as it is stored, and who decodes it. */
    private record Stored(FrameDecoder decoder, TransferSyntax syntax, FrameShape shape, byte[] codestream) {

        static Optional<Stored> of(Path file, Codecs codecs) throws IOException {
            try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
                Optional<FrameDecoder> decoder =
                        codecs.decoder(object.transferSyntax().uid());
                Optional<PixelData> pixels = decoder.isPresent() ? PixelData.of(object) : Optional.empty();
                return pixels.isEmpty() || !pixels.get().encapsulated()
                        ? Optional.empty()
                        : Optional.of(new Stored(
                                decoder.get(),
                                object.transferSyntax(),
                                pixels.get().shape(),
                                pixels.get().frame(0)));
            } catch (DicomException e) {
                return Optional.empty(); // no frame to be had: not a case for a codec
            }
        }

        long samples() {
            return DecodedFrame.bytes(
                    shape.rows(),
                    shape.columns(),
                    shape.samplesPerPixel(),
                    shape.bitsAllocated(),
                    shape.photometricInterpretation());
        }

        /** What a decoder may allocate: some copies of the frame in words of 32 bits, tables, the codestream twice. */
        long most() {
            long words = 4L * shape.rows() * shape.columns() * shape.samplesPerPixel();
            return (4 << 20) + 4 * Math.max(words, samples()) + 4L * codestream.length;
        }

        int variants() {
            return Math.max(FEWEST_VARIANTS, Math.min(MOST_VARIANTS, EFFORT / codestream.length));
        }
    }

    @EachCorpus
    void damagedCodestreamsDoNoHarm(Corpus corpus) throws IOException {
        Codecs codecs = Codecs.load(getClass().getClassLoader());
        int variants = 0;
        for (Corpus.Indexed file : corpus.index()) {
            Optional<Stored> stored = Stored.of(corpus.file(file.path()), codecs);
            if (stored.isPresent()) {
                variants += stored.get().variants();
                assertTimeoutPreemptively(ALL_VARIANTS, () -> spoil(file.path(), stored.get()));
            }
        }
        assertThat(variants).isGreaterThan(Soak.isOn() && !corpus.equals(Corpus.OWN) ? ALTOGETHER : 500);
    }

    private static void spoil(String name, Stored stored) throws IOException {
        Random random = new Random(name.hashCode());
        Optional<DecodedFrame> whole = decode(stored, stored.codestream(), "unchanged");
        for (int i = 0; i < stored.variants(); i++) {
            boolean cut = i % 4 == 0;
            byte[] variant = cut ? cut(stored.codestream(), random) : flipped(stored.codestream(), random);
            String how = cut ? "cut to " + variant.length + " bytes" : "flipped";
            String what = "%s, %s, variant %d".formatted(name, how, i);
            Optional<DecodedFrame> decoded = decode(stored, variant, what);
            if (cut && decoded.isPresent()) {
                assertThat(whole).as(what).isPresent();
                assertThat(decoded.get().samples())
                        .as(what)
                        .isEqualTo(whole.get().samples());
            }
        }
    }

    private static byte[] cut(byte[] whole, Random random) {
        int length = random.nextInt(4) == 0
                ? Math.max(0, whole.length - 1 - random.nextInt(16))
                : random.nextInt(whole.length);
        return Arrays.copyOf(whole, length);
    }

    /** One to eight changes, half of the time only where headers are. */
    private static byte[] flipped(byte[] whole, Random random) {
        byte[] variant = whole.clone();
        int reach = random.nextBoolean() ? Math.min(whole.length, 700) : whole.length;
        for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
            int at = random.nextInt(reach);
            variant[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) 0xFF;
                case 1 -> 0;
                default -> (byte) (variant[at] ^ 1 << random.nextInt(8));
            };
        }
        return variant;
    }

    /** Decodes within the limits; empty where the decoder refuses. */
    private static Optional<DecodedFrame> decode(Stored stored, byte[] codestream, String what) throws IOException {
        long thread = Thread.currentThread().getId();
        long allocated = THREADS.getThreadAllocatedBytes(thread);
        long start = System.nanoTime();
        Optional<DecodedFrame> decoded;
        try {
            decoded = Optional.of(stored.decoder().decode(codestream, stored.shape(), stored.syntax()));
        } catch (DicomException e) {
            decoded = Optional.empty();
        } catch (RuntimeException | Error e) {
            return fail(what + ": " + stored.decoder().name() + " threw " + e, e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).as(what).isLessThan(ONE_FRAME);
        assertThat(THREADS.getThreadAllocatedBytes(thread) - allocated)
                .as("bytes allocated, " + what)
                .isLessThan(stored.most());
        return decoded;
    }
}
