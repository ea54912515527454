package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
    void startsOutOfAnArchive() throws Exception {
        Path archive = folder.resolve("an archive");
        Files.createDirectories(archive.resolve("bin"));
        Files.createDirectories(archive.resolve("lib"));
        Files.writeString(archive.resolve("lib/dicom-caravan.jar"), "a jar");
        Files.copy(Path.of("caravan"), archive.resolve("bin/caravan"));
        executable(archive.resolve("bin/caravan"));
        Run run = run(archive.resolve("bin/caravan"), jdk("17.0.1"), "help");
        assertThat(run.output())
                .contains("[-cp][" + archive + "/lib/dicom-caravan.jar:" + archive + "/lib/*]")
                .contains("[-Dcaravan.home=" + archive + "]");
        assertThat(run.code()).isZero();
    }

    @Test
    void aCopyOfABuiltCheckoutIsNotBuiltAnew() throws Exception {
        Files.createDirectories(project.resolve("src/main"));
        Path source = Files.writeString(project.resolve("src/main/A.java"), "class A {}");
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.writeString(project.resolve("mvnw"), "#!/bin/sh\necho built\n");
        executable(project.resolve("mvnw"));
        Path javac = jdk("17.0.1").resolve("bin/javac");
        Files.writeString(javac, "");
        executable(javac);
        Files.setLastModifiedTime(project.resolve("target/dicom-caravan.jar"), FileTime.fromMillis(0));
        assertThat(run(project.resolve("caravan"), jdk("17.0.1")).output()).contains("built");
        assertThat(run(project.resolve("caravan"), jdk("17.0.1")).output()).doesNotContain("built");
        Files.writeString(source, "class B {}");
        assertThat(run(project.resolve("caravan"), jdk("17.0.1")).output()).contains("built");
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
