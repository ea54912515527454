package org.dicomcaravan;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
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
            "sqlite",
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
