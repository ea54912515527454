package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code caravan}, with a JDK that only tells what it was given. */
class LauncherTest {
    private static final int NO_JAVA = 70;

    @TempDir
    private Path folder;

    private Path project;

    @BeforeEach
    void project() throws IOException {
        project = folder.resolve("a project");
        Files.createDirectories(project.resolve("target/lib"));
        Files.writeString(project.resolve("target/dicom-caravan.jar"), "a jar");
        Files.copy(Path.of("caravan"), project.resolve("caravan"));
        executable(project.resolve("caravan"));
    }

    @Test
    void startsTheProgramWithItsArgumentsThroughALinkFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), project.resolve("caravan"));
        Run run = run(link, jdk("17.0.1"), "export", "a store", "gs://b/o");
        assertThat(run.output())
                .contains("[-cp][" + project + "/target/dicom-caravan.jar:" + project + "/target/lib/*]")
                .contains("[-Dcaravan.home=" + project + "]")
                .endsWith("[org.dicomcaravan.cli.Caravan][export][a store][gs://b/o]\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void givesFlagsOnlyToVersionsThatKnowThem() throws Exception {
        assertThat(run(project.resolve("caravan"), jdk("17.0.1")).output()).doesNotContain("native-access", "unsafe");
        assertThat(run(project.resolve("caravan"), jdk("25")).output()).contains("native-access", "unsafe");
    }

    @Test
    void saysInOneLineThatJavaIsTooOldOrMissing() throws Exception {
        Run old = run(project.resolve("caravan"), jdk("11.0.2"));
        assertThat(old.code()).isEqualTo(NO_JAVA);
        assertThat(old.output()).contains("11.0.2", "too old").hasLineCount(1);
        Run missing = run(project.resolve("caravan"), folder.resolve("nowhere"));
        assertThat(missing.code()).isEqualTo(NO_JAVA);
        assertThat(missing.output()).contains("nowhere", "bin/java").hasLineCount(1);
    }

    private Path jdk(String version) throws IOException {
        Path jdk = folder.resolve("jdk-" + version);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\nprintf '[%s]' \"$@\"\necho\n");
        executable(jdk.resolve("bin/java"));
        return jdk;
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run run(Path script, Path jdk, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder().directory(folder.toFile()).redirectErrorStream(true);
        builder.command().add(script.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", jdk.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }

    private record Run(int code, String output) {}
}
