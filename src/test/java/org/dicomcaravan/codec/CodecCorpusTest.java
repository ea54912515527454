package org.dicomcaravan.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dicomcaravan.corpus.Corpus;
import org.dicomcaravan.corpus.EachCorpus;
import org.dicomcaravan.corpus.TestFiles;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.Test;

/**
 * Real compressed files, whole, against the hash of the samples on which two or more of dcmtk, gdcm and pydicom agree.
 * JPEG of 12 bits is compared elsewhere: there the standard leaves a level to the decoder.
 */
class CodecCorpusTest {

    private static final Set<String> INEXACT =
            Set.of("1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.53", "1.2.840.10008.1.2.4.55");

    /** Those of the others that there are files of, in each corpus. */
    private static final List<String> COMPARED = List.of(
            "1.2.840.10008.1.2.4.50",
            "1.2.840.10008.1.2.4.57",
            "1.2.840.10008.1.2.4.70",
            "1.2.840.10008.1.2.4.80",
            "1.2.840.10008.1.2.4.81",
            "1.2.840.10008.1.2.4.90",
            "1.2.840.10008.1.2.4.91",
            "1.2.840.10008.1.2.5");

    private final Codecs codecs = Codecs.load(getClass().getClassLoader());

    @EachCorpus
    void samplesAreThoseOnWhichOtherToolsAgree(Corpus corpus) throws Exception {
        Set<String> compared = new TreeSet<>();
        List<String> different = new ArrayList<>();
        for (Corpus.Indexed file : corpus.index()) {
            if (codecs.decoder(file.syntax()).isEmpty() || INEXACT.contains(file.syntax()) || !file.isAgreed()) {
                continue;
            }
            compared.add(file.syntax());
            if (!isOneOf(file.sha256(), corpus.file(file.path()))) {
                different.add(file.syntax() + " " + file.path());
            }
        }
        assertThat(different).isEmpty();
        assertThat(compared).containsAll(COMPARED);
    }

    /** Tools differ in whether they give YCbCr as it is or as RGB, in planes, and in the padding to an even length. */
    private boolean isOneOf(String sha256, Path file) throws Exception {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        ByteArrayOutputStream rgb = new ByteArrayOutputStream();
        ByteArrayOutputStream planes = new ByteArrayOutputStream();
        try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
            FrameReader reader = FrameReader.of(object, codecs);
            for (int frame = 0; frame < reader.frames(); frame++) {
                DecodedFrame decoded = reader.decode(frame);
                raw.writeBytes(decoded.samples());
                planes.writeBytes(planes(decoded));
                rgb.writeBytes(reader.samples(frame).samples());
            }
        } catch (DicomException e) {
            throw new AssertionError(file + " does not decode", e);
        }
        for (ByteArrayOutputStream candidate : List.of(raw, rgb, planes)) {
            byte[] bytes = candidate.toByteArray();
            byte[] even = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
            if (sha256(bytes).equals(sha256) || sha256(even).equals(sha256)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] planes(DecodedFrame frame) {
        int word = frame.bitsAllocated() / Byte.SIZE;
        int count = frame.samplesPerPixel();
        byte[] in = frame.samples();
        byte[] out = new byte[in.length];
        for (int i = 0, pixel = 0; i < in.length; i += count * word, pixel++) {
            for (int sample = 0; sample < count; sample++) {
                System.arraycopy(in, i + sample * word, out, (sample * in.length / count) + pixel * word, word);
            }
        }
        return out;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void aFileThatEndsInsideAFrameFails() {
        assertThatThrownBy(() -> {
                    try (DicomObject object = DicomObject.open(ByteSource.of(TestFiles.CUT_JPEG_BASELINE))) {
                        FrameReader.of(object, codecs).decode(0);
                    }
                })
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID));
    }
}
