package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class DataFolderTest {

    @TempDir
    private Path folder;

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void isItsOwnersAlone() throws IOException {
        Path data = folder.resolve("new/data");
        DataFolder.make(data);
        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(data.getParent()))
                .isEqualTo(permissions(Files.createDirectory(folder.resolve("other"))));
    }

    @Test
    void staysAsItIs() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
        DataFolder.make(data);
        assertThat(permissions(data)).isEqualTo("rwxr-x---");
        Path link = Files.createSymbolicLink(folder.resolve("link"), data);
        DataFolder.make(link);
        assertThat(link).isSymbolicLink();
    }

    /** Nobody, not even root, makes a folder there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhyItCantBeMade() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> DataFolder.make(Path.of("/proc/caravan")))
                .withMessageMatching(
                        "Data folder /proc/caravan can't be made: .*[a-z].*; name another one by --data.*");
    }

    @Test
    void isNoFile() throws IOException {
        Path file = Files.createFile(folder.resolve("data"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> DataFolder.make(file))
                .withMessageContainingAll("Data folder " + file, "can't be made", "--data")
                .withCauseInstanceOf(FileAlreadyExistsException.class);
    }
}
