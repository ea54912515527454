package org.dicomcaravan.codec.jpegls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dicomcaravan.corpus.Corpus;
import org.dicomcaravan.corpus.EachCorpus;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codestreams of the conformance set give its pictures, exactly or within NEAR. */
class JpegLsConformanceTest {

    /** A codestream, the picture that it was made of, and by how much they may differ. */
    private record Coded(String codestream, String picture, int near) {}

    private static final List<Coded> STREAMS = List.of(
            new Coded("conformance/t8c0e0.jls", "conformance/test8.ppm", 0),
            new Coded("conformance/t8c1e0.jls", "conformance/test8.ppm", 0),
            new Coded("conformance/t8c2e0.jls", "conformance/test8.ppm", 0),
            new Coded("conformance/t8c0e3.jls", "conformance/test8.ppm", 3),
            new Coded("conformance/t8c1e3.jls", "conformance/test8.ppm", 3),
            new Coded("conformance/t8c2e3.jls", "conformance/test8.ppm", 3),
            new Coded("conformance/t16e0.jls", "conformance/test16.pgm", 0),
            new Coded("conformance/t16e3.jls", "conformance/t16e3.pgm", 0),
            new Coded("conformance/t8nde0.jls", "conformance/test8bs2.pgm", 0),
            new Coded("conformance/t8nde3.jls", "conformance/test8bs2.pgm", 3),
            new Coded("test8_ilv_none_rm_7.jls", "conformance/test8.ppm", 0),
            new Coded("test8_ilv_line_rm_7.jls", "conformance/test8.ppm", 0),
            new Coded("test8_ilv_sample_rm_7.jls", "conformance/test8.ppm", 0),
            new Coded("test8_ilv_sample_rm_300.jls", "conformance/test8.ppm", 0),
            new Coded("test16_rm_5.jls", "conformance/test16.pgm", 0),
            new Coded("banny.jls", "banny.ppm", 0),
            new Coded("banny-hp1.jls", "banny.ppm", 0),
            new Coded("banny-hp2.jls", "banny.ppm", 0),
            new Coded("banny-hp3.jls", "banny.ppm", 0),
            new Coded("tulips-gray-8bit-512-512-hp-encoder.jls", "tulips-gray-8bit-512-512.pgm", 0));

    private static final List<String> DAMAGED = List.of(
            "ff_in_entropy_data.jls",
            "fuzzy-input-no-valid-bits-at-the-end.jls",
            "fuzzy_input_golomb_16.jls",
            "land10-10bit-rgb-hp3-invalid.jls",
            "no_start_byte_after_encoded_scan.jls");

    @EachCorpus
    void eachEqualsItsReference(Corpus corpus) throws Exception {
        int compared = 0;
        for (Coded stream : STREAMS) {
            if (Conformance.has(corpus, stream.codestream)) {
                compared++;
                byte[] expected = Conformance.picture(corpus, stream.picture);
                byte[] decoded = Conformance.decode(Conformance.stream(corpus, stream.codestream))
                        .samples();
                assertThat(decoded).as(stream.codestream).hasSameSizeAs(expected);
                assertThat(farthest(decoded, expected)).as(stream.codestream).isLessThanOrEqualTo(stream.near);
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(15);
    }

    private static int farthest(byte[] one, byte[] other) {
        int farthest = 0;
        for (int i = 0; i < one.length; i++) {
            farthest = Math.max(farthest, Math.abs((one[i] & 0xFF) - (other[i] & 0xFF)));
        }
        return farthest;
    }

    /** The conformance set's subsampled streams, which only the decoder inside takes: R, G of a quarter, B of half. */
    @ParameterizedTest
    @CsvSource({"conformance/t8sse0.jls, 0", "conformance/t8sse3.jls, 3"})
    void subsampledComponents(String codestream, int near) throws Exception {
        byte[][] expected = {
            Conformance.picture(Corpus.OWN, "conformance/test8r.pgm"),
            Conformance.picture(Corpus.OWN, "conformance/test8gr4.pgm"),
            Conformance.picture(Corpus.OWN, "conformance/test8bs2.pgm")
        };
        byte[] stream = Conformance.stream(codestream);
        int[] seen = new int[3];
        new ImageDecoder(stream).decode(frame -> (components, y, line, columns) -> {
            int c = components[0];
            for (int x = 0; x < columns; x++) {
                int difference = line[x + 1] - (expected[c][y * columns + x] & 0xFF);
                assertThat(Math.abs(difference)).isLessThanOrEqualTo(near);
                seen[c]++;
            }
        });
        assertThat(seen).containsExactly(expected[0].length, expected[1].length, expected[2].length);
        assertThatThrownBy(() -> Conformance.decode(stream))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.UNSUPPORTED));
    }

    @EachCorpus
    void damagedStreamsFail(Corpus corpus) throws Exception {
        int failed = 0;
        for (String name : DAMAGED) {
            if (Conformance.has(corpus, name)) {
                failed++;
                byte[] stream = Conformance.stream(corpus, name);
                assertThatThrownBy(() -> Conformance.decode(stream))
                        .as(name)
                        .isInstanceOfSatisfying(
                                DicomException.class,
                                e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID));
            }
        }
        assertThat(failed).isGreaterThanOrEqualTo(3);
    }

    /** Bits were flipped in its scan header, which asks for a mapping table now. */
    @Test
    void aStreamWithAMappingTableIsNotSupported() throws Exception {
        byte[] stream = Conformance.stream("fuzzy-input-bad-run-mode-golomb-code.jls");
        assertThatThrownBy(() -> Conformance.decode(stream))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.UNSUPPORTED));
    }
}
