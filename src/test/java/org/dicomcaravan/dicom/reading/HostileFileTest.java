package org.dicomcaravan.dicom.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dicomcaravan.Soak;
import org.dicomcaravan.corpus.Corpus;
import org.dicomcaravan.corpus.EachCorpus;
import org.dicomcaravan.dicom.Bytes;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.PixelData;
import org.dicomcaravan.dicom.writing.Recoder;
import org.dicomcaravan.dicom.writing.StoredFile;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Files that lie about lengths, nest without end, or are damaged: an error of ours, in bounded time and memory. */
class HostileFileTest {

    @Test
    void allocatesNothingForALengthThatIsNotThere() throws Exception {
        byte[] file = Bytes.explicit("08 00 60 00 'OB' 00 00 FE FF FF 7F 01 02");
        try (DicomObject object = Bytes.open(file)) {
            Element bomb = object.dataSet().get(Tag.MODALITY).orElseThrow();
            assertThat(bomb.bytes()).containsExactly(1, 2);
            assertThatThrownBy(() -> bomb.bytes(1)).isInstanceOf(DicomException.class);
        }
    }

    @Test
    void walksADeepNestWithoutStackOrMuchTime() throws Exception {
        byte[] level = Bytes.of("08 00 40 11 'SQ' 00 00 FF FF FF FF FE FF 00 E0 FF FF FF FF");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Bytes.explicit("08 00 60 00 'CS' 02 00 'CT'"));
        for (int i = 0; i < 300_000; i++) {
            out.writeBytes(level);
        }
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            try (DicomObject object = Bytes.open(out.toByteArray())) {
                assertThat(object.dataSet().string(Tag.MODALITY)).contains("CT");
                assertThat(object.isCut()).isTrue();
            }
        });
        for (int i = 0; i < 300_000; i++) {
            out.writeBytes(level);
        }
        assertThatThrownBy(() -> Bytes.open(out.toByteArray()))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("nested");
    }

    @Test
    void readsADeepClosedNestLevelByLevelInLinearTime() throws Exception {
        int levels = 200_000;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Bytes.explicit("08 00 60 00 'CS' 02 00 'CT'"));
        for (int i = 0; i < levels; i++) {
            out.writeBytes(Bytes.of("08 00 40 11 'SQ' 00 00 FF FF FF FF FE FF 00 E0 FF FF FF FF"));
        }
        for (int i = 0; i < levels; i++) {
            out.writeBytes(Bytes.of("FE FF 0D E0 00 00 00 00 FE FF DD E0 00 00 00 00"));
        }
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            try (DicomObject object = Bytes.open(out.toByteArray())) {
                DataSet level = object.dataSet();
                for (int i = 0; i < 200; i++) {
                    level = level.firstItem(Tag.REFERENCED_IMAGE_SEQUENCE).orElseThrow();
                }
                assertThat(level.elements()).hasSize(1);
                assertThatThrownBy(() -> recode(object)).isInstanceOf(DicomException.class);
            }
        });
    }

    @Test
    void refusesEndlessElements() {
        byte[] head = Bytes.explicit("08 00 60 00 'CS' 02 00 'CT'");
        byte[] elements = repeated(head, Bytes.of("10 00 10 00 'PN' 00 00"), 200_000);
        assertThatThrownBy(() -> Bytes.open(elements)).isInstanceOf(DicomException.class);
    }

    private static byte[] repeated(byte[] head, byte[] unit, int count) {
        byte[] out = Arrays.copyOf(head, head.length + count * unit.length);
        for (int i = 0; i < count; i++) {
            System.arraycopy(unit, 0, out, head.length + i * unit.length, unit.length);
        }
        return out;
    }

    private static void recode(DicomObject object) throws IOException, DicomException {
        Recoder.of(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(OutputStream.nullOutputStream());
    }

    /** Everything that the package does with a file. */
    private static void useAll(byte[] file) throws IOException {
        try {
            InstanceHeader.read(ByteSource.of(file)).defect();
        } catch (DicomException expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
        try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
            readAll(object.dataSet(), 0);
            StoredFile.of(object.source()).open().transferTo(OutputStream.nullOutputStream());
            PixelData pixels = PixelData.of(object).orElse(null);
            for (int i = 0; pixels != null && i < Math.min(3, pixels.frames()); i++) {
                pixels.frame(i, 1 << 24);
                pixels.openLittleEndianFrame(i).readNBytes(1 << 24);
            }
            recode(object);
            Recoder.of(object, TransferSyntax.IMPLICIT_LITTLE_ENDIAN).length();
        } catch (DicomException expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
    }

    private static void readAll(DataSet dataSet, int depth) throws IOException, DicomException {
        for (Element element : dataSet) {
            element.head(1 << 16);
            element.effectiveVr();
            dataSet.string(element.tag());
            dataSet.integer(element.tag());
            dataSet.number(element.tag());
            element.hiddenItems();
            Items items = element.items();
            for (int i = 0; depth < 64 && i < items.size(); i++) {
                readAll(items.get(i), depth + 1);
            }
        }
    }

    private static List<byte[]> smallFiles(Corpus corpus) throws IOException {
        List<byte[]> small = new ArrayList<>();
        for (Path file : corpus.files()) {
            if (file.toString().endsWith(".dcm") && Files.size(file) < 12_000) {
                small.add(Files.readAllBytes(file));
            }
        }
        assertThat(small).isNotEmpty();
        return small;
    }

    @org.junit.jupiter.api.Tag("soak")
    @EachCorpus
    void survivesTruncationAnywhere(Corpus corpus) throws Exception {
        for (byte[] file : smallFiles(corpus)) {
            for (int length = 0; length < file.length; length += 1 + file.length / Soak.times(30, 2000)) {
                byte[] cut = Arrays.copyOf(file, length);
                Assertions.assertTimeout(Duration.ofSeconds(10), () -> useAll(cut));
            }
        }
    }

    @org.junit.jupiter.api.Tag("soak")
    @EachCorpus
    void survivesMutation(Corpus corpus) throws Exception {
        Random random = new Random(20240229);
        for (byte[] file : smallFiles(corpus)) {
            for (int round = 0; round < Soak.times(30, 2000); round++) {
                byte[] mutant = file.clone();
                for (int i = 0; i < 1 + random.nextInt(6); i++) {
                    int at = 128 + random.nextInt(Math.max(1, mutant.length - 128));
                    mutant[Math.min(at, mutant.length - 1)] =
                            (byte) (random.nextBoolean() ? 0xFF : random.nextInt(256));
                }
                Assertions.assertTimeout(Duration.ofSeconds(10), () -> useAll(mutant));
            }
        }
    }
}
