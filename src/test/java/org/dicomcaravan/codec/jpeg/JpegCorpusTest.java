package org.dicomcaravan.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.dicom.ByteSource;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Real baseline JPEG files, against what two or more of dcmtk, gdcm and pydicom decode. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JpegCorpusTest {

    private static final String BASELINE = "1.2.840.10008.1.2.4.50";

    private Path corpus;
    private List<String> columns;

    @BeforeAll
    void find() throws IOException {
        corpus = Path.of(System.getenv().getOrDefault("CARAVAN_CORPUS", "../shared/corpus"));
        assumeTrue(Files.exists(corpus.resolve("index.csv")), "no corpus; set CARAVAN_CORPUS to its folder");
        columns = List.of(Files.readAllLines(corpus.resolve("index.csv")).get(0).split(","));
    }

    @Test
    void samplesAreThoseOfOtherTools() throws Exception {
        int compared = 0;
        List<String> different = new ArrayList<>();
        for (String line : Files.readAllLines(corpus.resolve("index.csv"))) {
            String[] cells = line.split(",", -1);
            // A quoted note shifts cells, but only behind the syntax; the last four are counted from the end.
            String agreed = cells[cells.length - 2];
            if (!cells[columns.indexOf("ts")].equals(BASELINE) || !agreed.contains("+")) {
                continue;
            }
            compared++;
            if (!isOneOf(cells[cells.length - 4], corpus.resolve(cells[0]))) {
                different.add(cells[0]);
            }
        }
        assertThat(different).isEmpty();
        assertThat(compared).isGreaterThan(10);
    }

    /** Tools differ in whether they give YCbCr as it is or as RGB, and in the padding to an even length. */
    private static boolean isOneOf(String sha256, Path file) throws Exception {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        ByteArrayOutputStream rgb = new ByteArrayOutputStream();
        try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
            FrameReader reader = FrameReader.of(object, Codecs.load(JpegCorpusTest.class.getClassLoader()));
            for (int frame = 0; frame < reader.frames(); frame++) {
                raw.writeBytes(reader.decode(frame).samples());
                rgb.writeBytes(reader.samples(frame).samples());
            }
        }
        for (byte[] bytes : List.of(raw.toByteArray(), rgb.toByteArray())) {
            byte[] even = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
            if (sha256(bytes).equals(sha256) || sha256(even).equals(sha256)) {
                return true;
            }
        }
        return false;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void aFileThatEndsInsideAFrameFails() {
        Path file = corpus.resolve("derived/trunc_us_ybr_jpeg50_s2.dcm");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> {
                    try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
                        FrameReader.of(object, Codecs.load(JpegCorpusTest.class.getClassLoader()))
                                .decode(0);
                    }
                })
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID));
    }
}
