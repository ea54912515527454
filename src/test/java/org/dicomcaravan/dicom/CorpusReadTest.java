package org.dicomcaravan.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Reads every file of the corpus, and finds in it what an independent reader found (corpus.csv). */
class CorpusReadTest {

    @Test
    void findsWhatAnIndependentReaderFinds() throws Exception {
        Path folder = Corpus.folder();
        SoftAssertions softly = new SoftAssertions();
        List<String> rows = rows();
        for (String row : rows) {
            String[] fields = row.split(",", -1);
            Path file = folder.resolve(fields[0]);
            if (fields[4].equals("not DICOM")) {
                try (ByteSource source = ByteSource.of(file)) {
                    assertThatThrownBy(() -> DicomObject.open(source)).isInstanceOf(DicomException.class);
                }
                continue;
            }
            try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
                Listing listing = Listing.of(object);
                softly.assertThat(object.statedTransferSyntax().orElse(""))
                        .as(row)
                        .isEqualTo(fields[1]);
                softly.assertThat(listing.isCut()).as(row).isEqualTo(fields[2].equals("cut"));
                softly.assertThat(listing.elements()).as(row).isEqualTo(Integer.parseInt(fields[3]));
                softly.assertThat(listing.checksum()).as(row).isEqualTo(fields[4]);
            }
        }
        assertThat(rows).hasSize(386);
        softly.assertAll();
    }

    private static List<String> rows() throws IOException {
        try (var in = CorpusReadTest.class.getResourceAsStream("corpus.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .skip(1)
                    .toList();
        }
    }
}
