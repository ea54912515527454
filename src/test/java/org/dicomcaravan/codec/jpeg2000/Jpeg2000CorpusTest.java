package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.corpus.Corpus;
import org.dicomcaravan.corpus.EachCorpus;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.PixelData;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files of JPEG 2000, those of High-Throughput among them, of which GDCM and pydicom decode none. */
class Jpeg2000CorpusTest {

    /** Files without loss, and the same frames in another encoding. */
    private static final Map<String, String> ORIGINALS = Map.ofEntries(
            Map.entry("derived/mr_u12_htj2k201_ojph.dcm", "nema-wg04/REF/MR2_UNC"),
            Map.entry("derived/us_rgb_htj2k201_ojph.dcm", "nema-wg04/REF/US1_UNC"),
            Map.entry("derived/vl_rgb_htj2k201_ojph.dcm", "nema-wg04/REF/VL1_UNC"),
            Map.entry("derived/xa_u10_htj2k201_ojph.dcm", "nema-wg04/REF/XA1_UNC"),
            Map.entry("derived/ct_s16_j2k90_gdcm.dcm", "nema-wg04/REF/CT2_UNC"),
            Map.entry("nema-wg04/J2KR/CT2_J2KR", "nema-wg04/REF/CT2_UNC"),
            Map.entry("nema-wg04/J2KR/MR2_J2KR", "nema-wg04/REF/MR2_UNC"),
            Map.entry("nema-wg04/J2KR/MR4_J2KR", "nema-wg04/REF/MR4_UNC"),
            Map.entry("nema-wg04/J2KR/NM1_J2KR", "nema-wg04/REF/NM1_UNC"),
            Map.entry("nema-wg04/J2KR/RG2_J2KR", "nema-wg04/REF/RG2_UNC"),
            Map.entry("nema-wg04/J2KR/VL1_J2KR", "nema-wg04/REF/VL1_UNC"),
            Map.entry("nema-wg04/J2KR/VL2_J2KR", "nema-wg04/REF/VL2_UNC"),
            Map.entry("nema-wg04/J2KR/VL6_J2KR", "nema-wg04/REF/VL6_UNC"),
            Map.entry("nema-wg04/J2KR/XA1_J2KR", "nema-wg04/REF/XA1_UNC"),
            Map.entry("pydicom-data/data_store/data/liver_j2k.dcm", "pydicom-data/data_store/data/liver_rle.dcm"),
            Map.entry(
                    "pydicom-data/data_store/data/liver_nonbyte_aligned_j2k.dcm",
                    "pydicom-data/data_store/data/liver_nonbyte_aligned_rle.dcm"));

    private static final List<String> HIGH_THROUGHPUT = List.of(
            TransferSyntax.HTJ2K_LOSSLESS.uid(), TransferSyntax.HTJ2K_LOSSLESS_RPCL.uid(), TransferSyntax.HTJ2K.uid());

    @TempDir
    private Path folder;

    private final Codecs codecs = Codecs.load(getClass().getClassLoader());

    @EachCorpus
    void framesWithoutLossAreThoseOfTheOriginals(Corpus corpus) throws Exception {
        int compared = 0;
        for (Map.Entry<String, String> pair : ORIGINALS.entrySet()) {
            if (corpus.has(pair.getKey()) && corpus.has(pair.getValue())) {
                assertThat(samples(corpus.file(pair.getKey())))
                        .as(pair.getKey())
                        .isEqualTo(samples(corpus.file(pair.getValue())));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(corpus.equals(Corpus.OWN) ? 1 : ORIGINALS.size());
    }

    private byte[] samples(Path file) throws IOException, DicomException {
        ByteArrayOutputStream samples = new ByteArrayOutputStream();
        try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
            FrameReader reader = FrameReader.of(object, codecs);
            for (int frame = 0; frame < reader.frames(); frame++) {
                samples.writeBytes(reader.decode(frame).samples());
            }
        }
        return samples.toByteArray();
    }

    @EachCorpus
    void highThroughputIsThatOfOpenJpeg(Corpus corpus) throws Exception {
        List<Corpus.Indexed> files = corpus.index().stream()
                .filter(file -> HIGH_THROUGHPUT.contains(file.syntax()))
                .filter(file -> !file.path().contains("trunc"))
                .toList();
        assertThat(files).hasSizeGreaterThanOrEqualTo(corpus.equals(Corpus.OWN) ? 0 : 10);
        for (ForeignTool tool : ForeignTool.forms("opj_decompress").toList()) {
            for (Corpus.Indexed file : files) {
                compare(tool, corpus.file(file.path()));
            }
        }
    }

    private void compare(ForeignTool tool, Path file) throws Exception {
        try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
            byte[] codestream = PixelData.of(object).orElseThrow().frame(0);
            DecodedFrame frame = FrameReader.of(object, codecs).decode(0);
            tool.decodes(file, codestream, Picture.like(frame).of(frame).planes(), () -> {
                Path raw = folder.resolve("frame.rawl");
                Files.deleteIfExists(raw);
                Path coded = Files.write(folder.resolve("frame.j2k"), codestream);
                tool.run(folder, "-i", coded.toString(), "-o", raw.toString());
                return Files.readAllBytes(raw);
            });
        }
    }

    @EachCorpus
    void filesThatEndInsideAFrameFail(Corpus corpus) throws IOException {
        List<String> cut = new ArrayList<>();
        for (String file : List.of("derived/trunc_ct_s16_j2k90_gdcm.dcm", "derived/trunc_mr_u12_htj2k201_ojph.dcm")) {
            if (corpus.has(file)) {
                cut.add(file);
                assertThatThrownBy(() -> samples(corpus.file(file)))
                        .isInstanceOfSatisfying(
                                DicomException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
            }
        }
        assertThat(cut).hasSize(corpus.equals(Corpus.OWN) ? 0 : 2);
    }

    /** GDCM has a byte a sample: its hash is in the index. */
    @Test
    void oneBitASample() throws Exception {
        String name = "pydicom-data/data_store/data/liver_nonbyte_aligned_j2k.dcm";
        try (DicomObject object = DicomObject.open(ByteSource.of(Corpus.OWN.file(name)))) {
            FrameReader reader = FrameReader.of(object, codecs);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int f = 0; f < reader.frames(); f++) {
                DecodedFrame frame = reader.decode(f);
                assertThat(frame.bitsAllocated()).isEqualTo(1);
                for (int i = 0; i < frame.rows() * frame.columns(); i++) {
                    bytes.write(frame.samples()[i >> 3] >> (i & 7) & 1);
                }
            }
            Corpus.Indexed indexed = Corpus.OWN.index().stream()
                    .filter(file -> file.path().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()))
                    .asHexString()
                    .isEqualToIgnoringCase(indexed.sha256());
        }
    }
}
