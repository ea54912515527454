package org.dicomcaravan.codec.jpegls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dicomcaravan.codec.RealFile;
import org.dicomcaravan.corpus.Corpus;
import org.dicomcaravan.corpus.EachCorpus;
import org.dicomcaravan.dicom.DicomException;

/** Real JPEG-LS files give the samples that DCMTK or GDCM decode. */
class JpegLsCorpusTest {

    private static final List<String> SYNTAXES = List.of("1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81");

    @EachCorpus
    void samplesAreThoseOfOtherTools(Corpus corpus) throws Exception {
        Set<String> compared = new TreeSet<>();
        List<String> different = new ArrayList<>();
        for (Corpus.Indexed file : corpus.index()) {
            if (SYNTAXES.contains(file.syntax()) && !file.sha256().isEmpty()) {
                compared.add(file.syntax());
                if (!sha256(corpus.file(file.path())).equals(file.sha256())) {
                    different.add(file.path());
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(compared).containsExactlyElementsOf(SYNTAXES);
    }

    private static String sha256(Path file) throws Exception {
        try {
            return RealFile.sha256(file, new JpegLsDecoder());
        } catch (DicomException e) {
            return e.getMessage();
        }
    }
}
