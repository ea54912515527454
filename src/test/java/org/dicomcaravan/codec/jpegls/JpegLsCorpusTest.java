package org.dicomcaravan.codec.jpegls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.codec.RealFile;
import org.dicomcaravan.dicom.Corpus;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;

/** Real JPEG-LS files give the samples that dcmtk or gdcm decode; skipped without the corpus. */
class JpegLsCorpusTest {

    private static final String PREFIX = "1.2.840.10008.1.2.4.8";

    @Test
    void samplesAreThoseOfOtherTools() throws Exception {
        int compared = 0;
        List<String> different = new ArrayList<>();
        for (Corpus.Indexed file : Corpus.index()) {
            if (!file.syntax().startsWith(PREFIX) || file.sha256().isEmpty()) {
                continue;
            }
            compared++;
            if (!sha256(Corpus.folder().resolve(file.file())).equals(file.sha256())) {
                different.add(file.file());
            }
        }
        assertThat(different).isEmpty();
        assertThat(compared).isGreaterThan(30);
    }

    private static String sha256(Path file) throws Exception {
        try {
            return RealFile.sha256(file, new JpegLsDecoder());
        } catch (DicomException e) {
            return e.getMessage();
        }
    }
}
