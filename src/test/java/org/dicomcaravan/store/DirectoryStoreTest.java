package org.dicomcaravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest {

    @TempDir
    Path folder;

    private Path root;
    private DirectoryStore store;

    @BeforeEach
    void makeStore() throws IOException {
        root = Files.createDirectory(folder.resolve("store"));
        store = new DirectoryStore(root);
    }

    /** A Part 10 file by PS3.10 7.1 and PS3.5 7.1, explicit VR little endian, with three UIDs and nothing else. */
    static byte[] instance(String study, String series, String sop) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[128]);
        file.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        element(file, 0x0002, 0x0010, "1.2.840.10008.1.2.1");
        element(file, 0x0008, 0x0018, sop);
        element(file, 0x0020, 0x000D, study);
        element(file, 0x0020, 0x000E, series);
        return file.toByteArray();
    }

    private static void element(ByteArrayOutputStream file, int group, int element, String uid) {
        byte[] value = uid.getBytes(StandardCharsets.US_ASCII);
        int length = value.length + value.length % 2;
        for (int word : new int[] {group, element}) {
            file.write(word);
            file.write(word >> 8);
        }
        file.writeBytes(new byte[] {'U', 'I', (byte) length, (byte) (length >> 8)});
        file.writeBytes(value);
        file.writeBytes(new byte[length - value.length]);
    }

    private void put(String path, byte[] bytes) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private List<StoreEntry> list(Optional<String> after) throws IOException {
        List<StoreEntry> entries = new ArrayList<>();
        try (Listing listing = store.list(after)) {
            listing.forEachRemaining(entries::add);
        }
        return entries;
    }

    private List<String> paths(Optional<String> after) throws IOException {
        return list(after).stream().map(StoreEntry::path).toList();
    }

    @Test
    void listsByTheBytesOfNamesFolderByFolder() throws IOException {
        for (String path : List.of("b", "a/z", "a/b/c", "B", "a-", "ä", "\uFF5E", "\uD83D\uDE00", "a/y.dcm")) {
            put(path, instance("1.2", "1.3", "1.4"));
        }
        // UTF-8: U+FF5E is EF BD 9E, U+1F600 is F0 9F 98 80; in UTF-16 they sort the other way.
        assertThat(paths(Optional.empty()))
                .containsExactly("B", "a/b/c", "a/y.dcm", "a/z", "a-", "b", "ä", "\uFF5E", "\uD83D\uDE00");
    }

    @Test
    void goesOnBehindAnyPathThatItGave() throws IOException {
        for (String path : List.of("a/1", "a/2/x", "a/2/y", "a/3", "b", "c/d/e/f", "g")) {
            put(path, instance("1.2", "1.3", "1.4"));
        }
        List<String> all = paths(Optional.empty());
        for (int i = 0; i < all.size(); i++) {
            assertThat(paths(Optional.of(all.get(i)))).isEqualTo(all.subList(i + 1, all.size()));
        }
    }

    @Test
    void goesOnWhereADeletedFileWas() throws IOException {
        for (String path : List.of("a/1", "a/2", "a/3", "b")) {
            put(path, instance("1.2", "1.3", "1.4"));
        }
        Files.delete(root.resolve("a/2"));
        assertThat(paths(Optional.of("a/2"))).containsExactly("a/3", "b");
    }

    @Test
    void tellsInstancesFailuresAndOtherFilesApart() throws IOException {
        put("1-instance", instance("1.2", "1.3", "1.4"));
        put("2-climbing", instance("1.2", "1.3", "../../1"));
        put("3-without", instance("1.2", "", "1.4"));
        put("4-text", "not DICOM".getBytes(StandardCharsets.US_ASCII));
        put("5-empty", new byte[0]);
        put("6-long", instance("1.2", "1.3", "1".repeat(65)));
        List<StoreEntry> entries = list(Optional.empty());
        assertThat(entries)
                .extracting(entry -> entry.getClass().getSimpleName())
                .containsExactly("Instance", "Broken", "Broken", "Ignored", "Ignored", "Broken");
        StoreEntry.Instance instance = (StoreEntry.Instance) entries.get(0);
        assertThat(instance.uids().study()).isEqualTo("1.2");
        assertThat(instance.size()).hasValue(Files.size(root.resolve("1-instance")));
        assertThat(((StoreEntry.Broken) entries.get(1)).reason()).contains("SOP Instance UID");
        assertThat(((StoreEntry.Broken) entries.get(2)).reason()).contains("Series Instance UID");
    }

    @Test
    void leavesHiddenOnesAndLinksOut() throws IOException {
        Path outside = Files.write(folder.resolve("outside"), instance("1.2", "1.3", "1.4"));
        put("seen", instance("1.2", "1.3", "1.5"));
        put(".hidden", instance("1.2", "1.3", "1.6"));
        put(".folder/x", instance("1.2", "1.3", "1.7"));
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.createSymbolicLink(root.resolve("linked"), folder);
        assertThat(paths(Optional.empty())).containsExactly("seen");
        for (String path : List.of("link", ".hidden", "linked/outside", "../outside", "/etc/passwd", "", "folder//x")) {
            assertThatThrownBy(() -> store.open(path)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void mayBeALinkItself() throws IOException {
        put("x", instance("1.2", "1.3", "1.4"));
        store = new DirectoryStore(Files.createSymbolicLink(folder.resolve("alias"), root));
        assertThat(paths(Optional.empty())).containsExactly("x");
        try (var source = store.open("x")) {
            assertThat(source.bytes().size()).isEqualTo(Files.size(root.resolve("x")));
        }
    }

    private void isAway(Callable<?> call, String word) {
        assertThatThrownBy(call::call)
                .isInstanceOf(StoreAwayException.class)
                .hasMessageContaining(word)
                .hasMessageNotContaining(folder.toString());
    }

    @Test
    void isAwayWhereItsFolderIsMissing() {
        store = new DirectoryStore(folder.resolve("none"));
        isAway(() -> store.list(Optional.empty()), "no folder");
        isAway(() -> store.open("x"), "no folder");
        isAway(() -> store.isEmpty(), "no folder");
        isAway(() -> store.source(), "no folder");
    }

    /** A folder that something is to be mounted on is there, and holds nothing. */
    @Test
    void isAwayWhereNothingIsLeftOfWhatWasListed() throws IOException {
        put("a/1", instance("1.2", "1.3", "1.4"));
        assertThat(store.isEmpty()).isFalse();
        Files.delete(root.resolve("a/1"));
        Files.delete(root.resolve("a"));
        assertThat(store.isEmpty()).isTrue();
        assertThat(paths(Optional.empty())).isEmpty();
        isAway(() -> store.list(Optional.of("a/1")), "empty");
        isAway(() -> store.open("a/1"), "empty");
    }

    @Test
    void isAwayWhereTheFolderIsMissingThatItsListingWasIn() throws IOException {
        put("a/b/1", instance("1.2", "1.3", "1.4"));
        put("c", instance("1.2", "1.3", "1.5"));
        Files.delete(root.resolve("a/b/1"));
        Files.delete(root.resolve("a/b"));
        isAway(() -> store.list(Optional.of("a/b/1")), "a/b/");
        put("a/b", new byte[0]); // a file now
        isAway(() -> store.list(Optional.of("a/b/1")), "a/b/");
    }

    @Test
    void tellsThePlaceOfALinkFromThatOfAnother() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path alias = Files.createSymbolicLink(folder.resolve("alias"), root);
        store = new DirectoryStore(alias);
        String before = store.source();
        assertThat(before).isEqualTo(root.toRealPath().toString());
        Files.delete(alias);
        Files.createSymbolicLink(alias, other);
        assertThat(store.source()).isNotEqualTo(before);
    }

    private String listedVersion() throws IOException {
        return ((StoreEntry.Instance) list(Optional.empty()).get(0)).version();
    }

    @Test
    void anInstanceHasTheVersionOfItsListingUntilItIsTouched() throws IOException {
        put("x", instance("1.2", "1.3", "1.4"));
        String listed = listedVersion();
        try (StoredInstance opened = store.open("x")) {
            assertThat(opened.version()).isEqualTo(listed);
            assertThat(opened.isUnchanged()).isTrue();
        }
        FileTime modified = Files.getLastModifiedTime(root.resolve("x"));
        Files.write(folder.resolve("y"), instance("1.2", "1.3", "1.5"));
        Files.setLastModifiedTime(folder.resolve("y"), modified);
        Files.move(folder.resolve("y"), root.resolve("x"), StandardCopyOption.REPLACE_EXISTING);
        try (StoredInstance opened = store.open("x")) {
            assertThat(opened.version()).isNotEqualTo(listed);
        }
    }

    @Test
    void anInstanceThatIsWrittenToWhileItIsOpenIsChanged() throws IOException {
        put("x", instance("1.2", "1.3", "1.4"));
        Files.setLastModifiedTime(root.resolve("x"), FileTime.fromMillis(1_000_000));
        try (StoredInstance opened = store.open("x")) {
            try (FileChannel file = FileChannel.open(root.resolve("x"), StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(new byte[1]), 300);
            }
            assertThat(opened.isUnchanged()).isFalse();
        }
    }

    @Test
    void anInstanceThatIsRemovedWhileItIsOpenMayHaveBeenWrittenToBefore() throws IOException {
        put("x", instance("1.2", "1.3", "1.4"));
        put("y", instance("1.2", "1.3", "1.5"));
        try (StoredInstance opened = store.open("x")) {
            Files.delete(root.resolve("x"));
            assertThat(opened.isUnchanged()).isFalse();
        }
    }

    @Test
    void anInstanceOfAStoreThatGoesAwayIsNotCalledRemoved() throws IOException {
        put("x", instance("1.2", "1.3", "1.4"));
        try (StoredInstance opened = store.open("x")) {
            Path away = Files.move(root, folder.resolve("away"));
            assertThatThrownBy(opened::isUnchanged).isInstanceOf(StoreAwayException.class);
            Files.move(away, root);
            assertThat(opened.isUnchanged()).isTrue();
        }
    }

    @Test
    void aReadThatFailsIsNotTheInstancesFaultWhereTheStoreIsAway() throws IOException {
        put("x", instance("1.2", "1.3", "1.4"));
        ByteSource closed = ByteSource.of(root.resolve("x"));
        closed.close();
        HeldSource source = new HeldSource(closed, new DirectoryStore(root));
        assertThatThrownBy(() -> source.read(0, ByteBuffer.allocate(1)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(StoreAwayException.class);
        Files.move(root, folder.resolve("away"));
        isAway(() -> source.read(0, ByteBuffer.allocate(1)), "no folder");
    }

    @Test
    void aFolderThatIsAStoreIsToldFromOthersByItsWholePath() {
        Path first = folder.resolve("cd1/DICOM");
        Path second = folder.resolve("cd2/DICOM");
        assertThat(FolderStores.name(first)).contains("/dicomStores/DICOM-").isNotEqualTo(FolderStores.name(second));
        assertThat(FolderStores.find(FolderStores.name(first), first.toString()))
                .isPresent();
        assertThat(FolderStores.find(FolderStores.name(first), second.toString()))
                .isEmpty();
        assertThat(FolderStores.find("projects/p/locations/l/datasets/d/dicomStores/s", first.toString()))
                .isEmpty();
    }
}
