package org.dicomcaravan;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The house: one package a feature, and arrows that only point down. */
class ArchitectureTest {

    /** From the top down; a package may use what stands behind it. */
    private static final List<String> FLOORS = List.of(
            "cli",
            "samples",
            "server",
            "api",
            "export",
            "operation",
            "destination",
            "store",
            "transcode",
            "table",
            "render",
            "codec",
            "dicom",
            "plugin",
            "access",
            "google",
            "database",
            "rpc",
            "text",
            "io");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test"))
            .importPackages("org.dicomcaravan");

    @Test
    void arrowsPointDown() {
        LayeredArchitecture house = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String floor : FLOORS) {
            house = house.layer(floor).definedBy("org.dicomcaravan." + floor + "..");
        }
        for (int i = 0; i < FLOORS.size(); i++) {
            String[] above = FLOORS.subList(0, i).toArray(String[]::new);
            house = above.length == 0
                    ? house.whereLayer(FLOORS.get(i)).mayNotBeAccessedByAnyLayer()
                    : house.whereLayer(FLOORS.get(i)).mayOnlyBeAccessedByLayers(above);
        }
        house.check(CLASSES);
    }

    /** The table of docs/architecture.md has the floors in their order, and every package within them. */
    @Test
    void thePageHasEveryPackageAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs/architecture.md")).stream()
                .dropWhile(line -> !line.startsWith("| package |"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
        assertThat(rows).extracting(row -> quoted(row.split("\\|")[1]).get(0)).isEqualTo(FLOORS);
        Set<String> shown = new TreeSet<>(FLOORS);
        for (String row : rows) {
            String[] cells = row.split("\\|");
            quoted(cells[3]).forEach(room -> shown.add(quoted(cells[1]).get(0) + "." + room));
        }
        Set<String> real = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals("org.dicomcaravan"))
                .map(name -> name.substring("org.dicomcaravan.".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown).isEqualTo(real);
    }

    private static List<String> quoted(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** CONTRIBUTING.md has the same order. */
    @Test
    void theHouseIsAsContributorsAreTold() throws IOException {
        assertThat(Path.of("CONTRIBUTING.md")).content().contains(String.join(" > ", FLOORS));
    }

    @Test
    void noCyclesBetweenPackages() {
        slices().matching("org.dicomcaravan.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noCyclesBetweenTheRoomsOfDicom() {
        slices().matching("org.dicomcaravan.dicom.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.dicomcaravan.dicom")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.dicomcaravan.dicom.*")
                .check(CLASSES);
    }

    /** What a row is, says DICOM alone. */
    @Test
    void theTableKnowsDicomOnly() {
        noClasses()
                .that()
                .resideInAPackage("org.dicomcaravan.table")
                .should()
                .dependOnClassesThat(resideInAPackage("org.dicomcaravan..")
                        .and(resideOutsideOfPackages("org.dicomcaravan.table..", "org.dicomcaravan.dicom..")))
                .check(CLASSES);
    }

    /** What a plugin author sees of {@code transcode} knows neither who guards plugins nor the built-in ones. */
    @Test
    void pluginsSeeNoGuardAndNoBuiltInTranscoder() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("guard")
                .definedBy("org.dicomcaravan.transcode.guard")
                .layer("builtin")
                .definedBy("org.dicomcaravan.transcode.builtin")
                .layer("spi")
                .definedBy("org.dicomcaravan.transcode")
                .whereLayer("builtin")
                .mayOnlyBeAccessedByLayers("guard")
                .whereLayer("spi")
                .mayOnlyBeAccessedByLayers("guard", "builtin")
                .whereLayer("guard")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    /** How the API is said in HTTP knows no method of it; the HTTP servers know only that, and the API no HTTP server. */
    @Test
    void theWireKnowsNoMethodAndTheApiNoServer() {
        noClasses()
                .that()
                .resideInAPackage("org.dicomcaravan.api.wire")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.dicomcaravan.api", "org.dicomcaravan.export..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.dicomcaravan.server.http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.dicomcaravan.server", "org.dicomcaravan.api", "org.dicomcaravan.export..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.dicomcaravan.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(CLASSES);
    }
}
