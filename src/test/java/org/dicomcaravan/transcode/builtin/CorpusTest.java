package org.dicomcaravan.transcode.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.corpus.Corpus;
import org.dicomcaravan.corpus.EachCorpus;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.guard.TranscoderChain;

/** Every file of a corpus through every transcoder. */
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

    private static final int AT_A_TIME = 4;

    private final TranscoderChain chain = Chains.builtIn();

    /** What is to hold of a file. */
    private interface Check {
        void of(Path file) throws Exception;
    }

    /** Checks all files, a few at a time, since each is held in memory with all that comes of it. */
    private static void ofEachFile(Corpus corpus, Check check) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(AT_A_TIME, Runtime.getRuntime().availableProcessors()));
        try {
            List<Callable<Void>> calls = corpus.files().stream()
                    .map(file -> (Callable<Void>) () -> {
                        check.of(file);
                        return null;
                    })
                    .toList();
            for (Future<Void> checked : threads.invokeAll(calls)) {
                checked.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Whatever a file holds: outputs, or a failure that says why; nothing unexpected, nothing left hanging. */
    @EachCorpus
    void everyFileComesOutOrSaysWhyNot(Corpus corpus) throws Exception {
        AtomicInteger made = new AtomicInteger();
        ofEachFile(corpus, file -> {
            for (String output : OUTPUTS) {
                try {
                    made.addAndGet(
                            Chains.make(chain, ByteSource.of(file), output).size());
                } catch (DicomException e) {
                    assertThat(e.getMessage()).as("%s as %s", file, output).isNotBlank();
                }
            }
        });
        assertThat(made).hasValueGreaterThan(corpus.files().size());
        assertThat(chain.hangingCalls()).isZero();
    }

    /** To implicit and back: the same data set, whatever the way there. */
    @EachCorpus
    void recodingTwiceIsRecodingOnce(Corpus corpus) throws Exception {
        ofEachFile(corpus, file -> {
            try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
                if (!object.transferSyntax().equals(TransferSyntax.EXPLICIT_LITTLE_ENDIAN) || object.isCut()) {
                    return;
                }
            } catch (DicomException e) {
                return; // not a file to recode
            }
            byte[] once;
            try {
                once = recoded(Files.readAllBytes(file), "1.2.840.10008.1.2");
            } catch (DicomException e) {
                assertThat(e).as(file.toString()).hasMessageContaining("end before they should");
                return;
            }
            byte[] back = recoded(once, "1.2.840.10008.1.2.1");
            byte[] again = recoded(back, "1.2.840.10008.1.2");
            assertThat(again).as(file.toString()).isEqualTo(once);
        });
    }

    private byte[] recoded(byte[] file, String syntax) throws IOException, DicomException {
        return Chains.make(chain, file, "application/dicom; transfer-syntax=" + syntax)
                .get(0)
                .bytes();
    }

    /** RLE of native frames decodes to the same samples; where chroma was halved, there are more of them. */
    @EachCorpus
    void rleKeepsTheSamples(Corpus corpus) throws Exception {
        AtomicInteger compared = new AtomicInteger();
        ofEachFile(corpus, file -> {
            byte[] bytes = Files.readAllBytes(file);
            try (DicomObject object = DicomObject.open(ByteSource.of(bytes))) {
                boolean halved = object.dataSet()
                        .string(Tag.PHOTOMETRIC_INTERPRETATION)
                        .filter("YBR_FULL_422"::equals)
                        .isPresent();
                if (object.transferSyntax().isEncapsulated() || halved) {
                    return;
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
                compared.incrementAndGet();
            } catch (DicomException e) {
                assertThat(e.reason()).as("%s: %s", file, e.getMessage()).isNotNull();
            }
        });
        assertThat(compared).hasPositiveValue();
    }
}
