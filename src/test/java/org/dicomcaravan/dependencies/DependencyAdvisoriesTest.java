package org.dicomcaravan.dependencies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No library on the class path is one that an advisory is known of, unless it does no harm here. */
class DependencyAdvisoriesTest {

    @TempDir
    private Path folder;

    @Test
    void noLibraryIsHit() throws IOException {
        List<Path> jars = classPath();
        assertThat(jars).hasSizeGreaterThan(200);
        assertThat(new AdvisoryCheck(Advisory.list()).problems(jars)).isEmpty();
    }

    /** What the list says of the netty in gRPC. */
    @Test
    void nothingHereSpeaksGrpc() {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test"))
                .importPackages("org.dicomcaravan");
        assertThat(ours).isNotEmpty();
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "com.google.api.gax.grpc..", "com.google.cloud.bigquery.storage..")
                .check(ours);
    }

    /** What it says of Camel. */
    @Test
    void nothingIsSetThatWouldMakeAnAdvisoryHarmful() throws IOException {
        List<Path> settings =
                new ArrayList<>(List.of(Path.of("src/main/java/org/dicomcaravan/server/CaravanServer.java")));
        for (String folder : List.of("config", "routes")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().matches(".*\\.(yaml|properties)"))
                        .forEach(settings::add);
            }
        }
        assertThat(settings).hasSizeGreaterThan(6);
        for (Path file : settings) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContainPattern("(?i)(server|management)\\.path|authentication(Enabled|Path)|enableCors")
                    .doesNotContainPattern("(?i)followRedirects|downloadFileName|\\bsaga\\b");
        }
    }

    @Test
    void aPlantedOneIsFoundByItsPlaceInARepository() throws IOException {
        Path jar = jar("repository/org/apache/logging/log4j/log4j-core/2.14.1/log4j-core-2.14.1.jar");
        assertThat(problems(jar))
                .hasSize(2)
                .first()
                .asString()
                .contains("2.14.1 is hit by CVE-2021-44228", jar.toString());
        assertThat(problems(jar("repository/org/other/log4j-core/2.14.1/log4j-core-2.14.1.jar")))
                .isEmpty();
    }

    @Test
    void aPlantedOneIsFoundByItsName() throws IOException {
        assertThat(problems(jar("lib/netty-codec-http-4.1.124.Final.jar")))
                .anyMatch(problem -> problem.contains("CVE-2025-58056"));
        assertThat(problems(jar("lib/netty-codec-http-4.1.138.Final.jar"))).isEmpty();
        assertThat(problems(jar("lib/netty-codec-http2-4.1.124.Final.jar")))
                .isNotEmpty()
                .noneMatch(problem -> problem.contains("CVE-2025-55163"));
    }

    @Test
    void aPlantedOneIsFoundWithinAnother() throws IOException {
        Path jar = jar("lib/all-in-one-1.0.jar", "org.yaml", "snakeyaml", "1.33");
        assertThat(problems(jar)).hasSize(1).first().asString().contains("org.yaml:snakeyaml 1.33", "CVE-2022-1471");
    }

    @Test
    void aJarOfNoKnownVersionIsTold() throws IOException {
        Path jar = jar("lib/mystery.jar");
        assertThat(problems(jar)).hasSize(1).first().asString().contains(jar.toString(), "can't be held against");
    }

    @Test
    void aNoteOfWhatHitsNothingIsTold() throws IOException {
        Advisory advisory =
                Advisory.parse("CVE-2021-44228,org.apache.logging.log4j:log4j-core,<2.15.0,not used, really");
        assertThat(new AdvisoryCheck(List.of(advisory)).problems(List.of()))
                .hasSize(1)
                .first()
                .asString()
                .contains("hits nothing any more");
        assertThat(new AdvisoryCheck(List.of(advisory)).problems(List.of(jar("lib/log4j-core-2.14.1.jar"))))
                .isEmpty();
    }

    /** In the order of Maven's ComparableVersion, which was asked. */
    @ParameterizedTest
    @CsvSource({
        "4.1.99.Final, 4.1.138.Final, -1",
        "4.1.138.Final, 4.1.138, 0",
        "2.0, 2.0.0, 0",
        "2.0-beta9, 2.0, -1",
        "2.0-alpha1, 2.0-beta1, -1",
        "2.0-rc1, 2.0-beta9, 1",
        "1.0-SNAPSHOT, 1.0, -1",
        "33.5.0-jre, 33.5.0, 1",
        "33.5.0-jre, 32.0.1, 1",
        "3.41.2.1, 3.41.2.2, -1",
        "20250517, 20231013, 1",
        "9.37.4, 9.37.3, 1",
        "10.0.2, 9.37.4, 1",
        "1.0-1, 1.0, 1",
        "2.13.4, 2.13.4.2, -1",
    })
    void versionsAreInMavensOrder(String a, String b, int order) {
        assertThat(Integer.signum(new Version(a).compareTo(new Version(b)))).isEqualTo(order);
        assertThat(Integer.signum(new Version(b).compareTo(new Version(a)))).isEqualTo(-order);
    }

    @Test
    void aListThatIsWrongIsRefused() {
        for (String line : List.of(
                "CVE-1,a:b,<1,", "CVE-2021-44228,log4j,<1,", "CVE-2021-44228,a:b,1.0,", "CVE-2021-44228,a:b,<1")) {
            assertThatThrownBy(() -> Advisory.parse(line)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static List<String> problems(Path jar) throws IOException {
        List<Advisory> unnoted = Advisory.list().stream()
                .filter(advisory -> advisory.note().isEmpty())
                .toList();
        return new AdvisoryCheck(unnoted).problems(List.of(jar));
    }

    private static List<Path> classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .toList();
    }

    private Path jar(String path) throws IOException {
        return jar(path, "", "", "");
    }

    /** A jar that holds nothing, or what Maven leaves of a library within another. */
    private Path jar(String path, String group, String artifact, String version) throws IOException {
        Path jar = folder.resolve(path);
        Files.createDirectories(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry("META-INF/maven/" + group + "/" + artifact + "/pom.properties"));
            if (!group.isEmpty()) {
                String properties = "groupId=" + group + "\nartifactId=" + artifact + "\nversion=" + version + "\n";
                out.write(properties.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return jar;
    }
}
