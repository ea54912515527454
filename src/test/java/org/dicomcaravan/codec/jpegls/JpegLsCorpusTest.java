package org.dicomcaravan.codec.jpegls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.dicom.ByteSource;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomObject;
import org.junit.jupiter.api.Test;

/** Real JPEG-LS files give the samples that dcmtk or gdcm decode; skipped without the corpus. */
class JpegLsCorpusTest {

    private static final String PREFIX = "1.2.840.10008.1.2.4.8";

    @Test
    void samplesAreThoseOfOtherTools() throws Exception {
        Path corpus = Conformance.corpus();
        List<String> lines = Files.readAllLines(corpus.resolve("index.csv"));
        int syntax = List.of(lines.get(0).split(",")).indexOf("ts");
        int compared = 0;
        List<String> different = new ArrayList<>();
        for (String line : lines) {
            String[] cells = line.split(",", -1);
            // A quoted note shifts cells, but only behind the syntax; the last four are counted from the end.
            String expected = cells[cells.length - 4];
            if (!cells[syntax].startsWith(PREFIX) || expected.isEmpty()) {
                continue;
            }
            compared++;
            if (!sha256(corpus.resolve(cells[0])).equals(expected)) {
                different.add(cells[0]);
            }
        }
        assertThat(different).isEmpty();
        assertThat(compared).isGreaterThan(30);
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
            FrameReader reader = FrameReader.of(object, Codecs.of(List.of(new JpegLsDecoder()), List.of()));
            for (int frame = 0; frame < reader.frames(); frame++) {
                digest.update(reader.decode(frame).samples());
            }
        } catch (DicomException e) {
            return e.getMessage();
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
