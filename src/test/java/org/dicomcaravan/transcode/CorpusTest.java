package org.dicomcaravan.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.dicomcaravan.dicom.ByteSource;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomObject;
import org.dicomcaravan.dicom.TransferSyntax;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every file of the corpus through every transcoder. Its folder is {@code ../shared/corpus}, or what CARAVAN_CORPUS
 * names; without it these tests are skipped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {

    private static final List<String> OUTPUTS = List.of(
            "application/dicom",
            "application/dicom; transfer-syntax=1.2.840.10008.1.2",
            "application/dicom; transfer-syntax=1.2.840.10008.1.2.1",
            "application/dicom; transfer-syntax=1.2.840.10008.1.2.1.99",
            "application/dicom; transfer-syntax=1.2.840.10008.1.2.5",
            "application/octet-stream",
            "application/octet-stream; transfer-syntax=*",
            "image/png",
            "image/jpeg");

    private final TranscoderChain chain = Chains.builtIn();
    private List<Path> files;

    @BeforeAll
    void find() throws IOException {
        String named = System.getProperty("CARAVAN_CORPUS", System.getenv("CARAVAN_CORPUS"));
        Path corpus = named == null ? Path.of("..", "shared", "corpus") : Path.of(named);
        assumeTrue(
                Files.isRegularFile(corpus.resolve("index.csv")),
                "no corpus at " + corpus.toAbsolutePath() + "; CARAVAN_CORPUS may name its folder");
        try (Stream<Path> all = Files.walk(corpus)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }

    /** Whatever a file holds: outputs, or a failure that says why; nothing unexpected, nothing left hanging. */
    @Test
    void everyFileComesOutOrSaysWhyNot() throws Exception {
        int made = 0;
        for (Path file : files) {
            for (String output : OUTPUTS) {
                try {
                    made += Chains.make(chain, ByteSource.of(file), output).size();
                } catch (DicomException e) {
                    assertThat(e.getMessage()).as("%s as %s", file, output).isNotBlank();
                }
            }
        }
        assertThat(made).isGreaterThan(files.size());
        assertThat(chain.hangingCalls()).isZero();
    }

    /** To implicit and back: the same data set, whatever the way there. */
    @Test
    void recodingTwiceIsRecodingOnce() throws Exception {
        for (Path file : files) {
            try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
                if (!object.transferSyntax().equals(TransferSyntax.EXPLICIT_LITTLE_ENDIAN) || object.isCut()) {
                    continue;
                }
            } catch (DicomException e) {
                continue; // not a file to recode
            }
            byte[] once;
            try {
                once = recoded(Files.readAllBytes(file), "1.2.840.10008.1.2");
            } catch (DicomException e) {
                assertThat(e).as(file.toString()).hasMessageContaining("end before they should");
                continue;
            }
            byte[] back = recoded(once, "1.2.840.10008.1.2.1");
            byte[] again = recoded(back, "1.2.840.10008.1.2");
            assertThat(sha256(again)).as(file.toString()).isEqualTo(sha256(once));
        }
    }

    private byte[] recoded(byte[] file, String syntax) throws IOException, DicomException {
        return Chains.make(chain, file, "application/dicom; transfer-syntax=" + syntax)
                .get(0)
                .bytes();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** RLE of native frames decodes to the same samples. */
    @Test
    void rleKeepsTheSamples() throws Exception {
        int compared = 0;
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            try (DicomObject object = DicomObject.open(ByteSource.of(bytes))) {
                if (object.transferSyntax().isEncapsulated()) {
                    continue;
                }
                byte[] rle = recoded(bytes, "1.2.840.10008.1.2.5");
                List<Chains.Made> before = Chains.make(chain, bytes, "application/octet-stream");
                List<Chains.Made> after = Chains.make(chain, rle, "application/octet-stream");
                assertThat(after).as(file.toString()).hasSameSizeAs(before);
                for (int i = 0; i < before.size(); i++) {
                    assertThat(after.get(i).bytes())
                            .as(file.toString())
                            .isEqualTo(before.get(i).bytes());
                }
                compared++;
            } catch (DicomException e) {
                assertThat(e.reason()).as("%s: %s", file, e.getMessage()).isNotNull();
            }
        }
        assertThat(compared).isPositive();
    }
}
