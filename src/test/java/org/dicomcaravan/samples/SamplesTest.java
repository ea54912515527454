package org.dicomcaravan.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.reading.DataSet;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
    @TempDir
    private static Path folder;

    private static Path store;

    @BeforeAll
    static void write() throws IOException {
        assertThat(Samples.prepare(folder)).isTrue();
        store = Samples.folder(folder);
    }

    @Test
    void makesFortyInstancesAndABucket() throws IOException {
        assertThat(files(store)).hasSize(40);
        assertThat(folder.resolve("buckets/demo")).isEmptyDirectory();
    }

    @Test
    void leavesAStoreAloneThatIsThere() throws IOException {
        Path mine = folder.resolve("mine");
        Files.createDirectories(mine.resolve("samples"));
        assertThat(Samples.prepare(mine)).isFalse();
        assertThat(mine.resolve("samples")).isEmptyDirectory();
    }

    @Test
    void replacesAStoreThatWasNotFinished() throws IOException {
        Path mine = folder.resolve("unfinished");
        Files.createDirectories(mine.resolve(".samples-unfinished/chest"));
        Files.writeString(mine.resolve(".samples-unfinished/chest/left-over.dcm"), "half of it");
        assertThat(Samples.prepare(mine)).isTrue();
        assertThat(files(mine.resolve("samples"))).hasSize(40).noneMatch(file -> file.endsWith("left-over.dcm"));
    }

    @Test
    void isTheSameInEveryRun() throws Exception {
        Path again = folder.resolve("again");
        Samples.write(again);
        assertThat(digests(again)).isEqualTo(digests(store));
    }

    @Test
    void everyInstanceHasItsOwnUidAndIsWholeInItsSyntax() throws Exception {
        Set<String> uids = new HashSet<>();
        Set<String> syntaxes = new HashSet<>();
        for (Path file : files(store)) {
            try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
                DataSet dataSet = object.dataSet();
                assertThat(object.hasPreamble()).isTrue();
                assertThat(object.fileMeta().string(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID))
                        .isEqualTo(dataSet.string(Tag.SOP_INSTANCE_UID));
                uids.add(dataSet.string(Tag.SOP_INSTANCE_UID).orElseThrow());
                syntaxes.add(object.transferSyntax().uid());
            }
        }
        assertThat(uids).hasSize(40).allMatch(uid -> uid.matches("2\\.25\\.[1-9][0-9]{20,38}"));
        assertThat(syntaxes)
                .containsExactlyInAnyOrder(
                        "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2");
    }

    @Test
    void namesAreInTheScriptsOfTheirPatients() throws Exception {
        assertThat(patient("chest/ct/slice-01.dcm")).isEqualTo("Müller^Änne^^Dr.");
        assertThat(patient("brain/t2-multiframe.dcm")).isEqualTo("Παπαδόπουλος^Γεώργιος");
        assertThat(patient("radiographs/lateral-sigmoid.dcm")).isEqualTo("Yamada^Tarou=山田^太郎=やまだ^たろう");
        assertThat(patient("echo/cine.dcm")).isEqualTo("Sato^Hanako=佐藤^花子=さとう^はなこ");
    }

    /** The bytes of PS3.5 H.3.2, example 1. */
    @Test
    void japaneseNamesSwitchCodesAsTheStandardShows() throws IOException {
        byte[] file = RadiographStudy.samples().get(0).file();
        String start = HexFormat.of().formatHex(file, 0, 2048);
        assertThat(start)
                .contains("59616d6164615e5461726f753d1b24423b3345441b28425e1b244242404f3a1b28423d"
                        + "1b24422464245e24401b28425e1b2442243f246d24261b2842");
    }

    private static String patient(String path) throws IOException, DicomException {
        try (DicomObject object = DicomObject.open(ByteSource.of(store.resolve(path)))) {
            return object.dataSet().string(Tag.PATIENT_NAME).orElseThrow();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Map<String, String> digests(Path folder) throws IOException, NoSuchAlgorithmException {
        Map<String, String> digests = new TreeMap<>();
        for (Path file : files(folder)) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            digests.put(folder.relativize(file).toString(), HexFormat.of().formatHex(digest));
        }
        return digests;
    }
}
