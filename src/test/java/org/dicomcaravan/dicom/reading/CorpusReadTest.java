package org.dicomcaravan.dicom.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import org.assertj.core.api.SoftAssertions;
import org.dicomcaravan.corpus.Corpus;
import org.dicomcaravan.corpus.EachCorpus;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.PixelData;
import org.dicomcaravan.io.ByteSource;

/**
 * Reads every file of a corpus, and finds in it what independent readers found (corpus.csv): the conformance kit's
 * oracle for elements and frames, pydicom for what a store makes of the file.
 */
class CorpusReadTest {

    private record Row(
            String file,
            String kind,
            String syntax,
            String cut,
            String elements,
            String listing,
            String frames,
            String pixels) {

        static Row of(String line) {
            String[] f = line.split(",", -1);
            return new Row(f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7]);
        }

        boolean isDicom() {
            return !listing.isEmpty();
        }
    }

    @EachCorpus
    void findsEveryElementWithItsBytes(Corpus corpus) throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Row row : rows(corpus)) {
            if (!row.isDicom()) {
                try (ByteSource source = ByteSource.of(corpus.file(row.file))) {
                    assertThatThrownBy(() -> DicomObject.open(source)).isInstanceOf(DicomException.class);
                }
                continue;
            }
            try (DicomObject object = DicomObject.open(ByteSource.of(corpus.file(row.file)))) {
                Listing listing = Listing.of(object);
                softly.assertThat(object.statedTransferSyntax().orElse(""))
                        .as(row.file)
                        .isEqualTo(row.syntax);
                softly.assertThat(listing.isCut()).as(row.file).isEqualTo(row.cut.equals("cut"));
                softly.assertThat(listing.elements()).as(row.file).isEqualTo(Integer.parseInt(row.elements));
                softly.assertThat(listing.checksum()).as(row.file).isEqualTo(row.listing);
            }
        }
        softly.assertAll();
    }

    @EachCorpus
    void findsEveryFrame(Corpus corpus) throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Row row : rows(corpus)) {
            if (!row.isDicom()) {
                continue;
            }
            try (DicomObject object = DicomObject.open(ByteSource.of(corpus.file(row.file)))) {
                Optional<PixelData> pixels = PixelData.of(object);
                softly.assertThat(pixels.map(PixelData::frames)
                                .map(String::valueOf)
                                .orElse("none"))
                        .as(row.file)
                        .isEqualTo(row.frames);
                if (pixels.isPresent()) {
                    softly.assertThat(checksum(pixels.get())).as(row.file).isEqualTo(row.pixels);
                }
            } catch (DicomException e) {
                softly.assertThat("invalid")
                        .as(row.file + ": " + e.getMessage())
                        .isEqualTo(row.frames);
            }
        }
        softly.assertAll();
    }

    @EachCorpus
    void tellsInstancesFromOtherFiles(Corpus corpus) throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Row row : rows(corpus)) {
            try (ByteSource source = ByteSource.of(corpus.file(row.file))) {
                softly.assertThat(kind(source)).as(row.file).isEqualTo(row.kind);
            }
        }
        softly.assertAll();
    }

    private static String kind(ByteSource source) throws IOException {
        try {
            InstanceHeader header = InstanceHeader.read(source);
            return header.isMediaStorageDirectory() ? "ignored" : header.uids().isPresent() ? "instance" : "failure";
        } catch (DicomException e) {
            return e.reason() == DicomException.Reason.NOT_DICOM ? "ignored" : "failure";
        }
    }

    private static String checksum(PixelData pixels) throws IOException, DicomException {
        CRC32 all = new CRC32();
        for (int frame = 0; frame < pixels.frames(); frame++) {
            byte[] bytes = pixels.frame(frame);
            assertThat(pixels.frameLength(frame)).isEqualTo(bytes.length);
            CRC32 one = new CRC32();
            one.update(bytes);
            String line = String.format(Locale.ROOT, "%d:%08x\n", bytes.length, one.getValue());
            all.update(line.getBytes(StandardCharsets.US_ASCII));
        }
        return String.format(Locale.ROOT, "%08x", all.getValue());
    }

    private static List<Row> rows(Corpus corpus) throws IOException {
        try (var in = CorpusReadTest.class.getResourceAsStream("corpus.csv")) {
            List<Row> rows = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .skip(1)
                    .map(Row::of)
                    .filter(row -> corpus.has(row.file))
                    .toList();
            assertThat(rows).hasSizeGreaterThan(100);
            return rows;
        }
    }
}
