package org.dicomcaravan.server.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dicomcaravan.server.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RouteFilesTest {

    private static final String UNSET =
            ".*: setting caravan\\.(webhook|copy\\.folder|lines\\.folder|throttle|s3\\.options"
                    + "|azure\\.connection) has no value: .*";

    private static final Path CONFIG = Path.of("config");
    private static final ClassLoader LOADER = RouteFilesTest.class.getClassLoader();

    @TempDir
    Path folder;

    /** A copy of the project's routes. */
    private Path routes() throws IOException {
        Path routes = Files.createDirectories(folder.resolve("routes/site/replace"))
                .getParent()
                .getParent();
        for (Path file : RouteSet.list(Path.of("routes"))) {
            Files.copy(file, routes.resolve(file.getFileName().toString()));
        }
        return routes;
    }

    private static List<String> problems(Path routes) throws IOException {
        Configuration settings = Configuration.read(CONFIG, System.getenv());
        return RouteFiles.validate(RouteSet.read(RouteFolders.of(routes)), settings::value, LOADER);
    }

    /** What is said of a site's file. */
    private String validate(String yaml) throws IOException {
        Path routes = routes();
        Files.writeString(routes.resolve("site/a.camel.yaml"), yaml);
        return String.join("\n", problems(routes));
    }

    @Test
    void theProjectsOwnAreValid() throws IOException {
        assertThat(problems(Path.of("routes"))).isEmpty();
    }

    /** All at once; what a customisation wants to be set is up to those who take it. */
    @Test
    void allCustomisationsAreValidTogether() throws IOException {
        Path routes = routes();
        Path customisations = Path.of("docs/customisations");
        for (Path file : RouteSet.list(customisations)) {
            Files.copy(file, routes.resolve("site").resolve(file.getFileName().toString()));
        }
        assertThat(problems(routes)).allMatch(problem -> problem.matches(UNSET));
        for (Path file : RouteSet.list(customisations.resolve("replace"))) {
            Path replacing =
                    routes.resolve("site/replace").resolve(file.getFileName().toString());
            Files.copy(file, replacing);
            assertThat(problems(routes)).allMatch(problem -> problem.matches(UNSET));
            Files.delete(replacing);
        }
    }

    /** A fault that is put into a shipped file: what stands there, what is put in its place, and what is said of it. */
    static Stream<Arguments> faults() {
        return Stream.concat(faultsOfNames(), faultsOfForm());
    }

    private static Stream<Arguments> faultsOfNames() {
        return Stream.of(
                fault("end-operation", "ref: ending", "ref: endign", "no bean is called endign; did you mean ending?"),
                fault(
                        "deliver",
                        "ref: deliveries",
                        "ref: deliverys",
                        "no bean is called deliverys; did you mean deliveries?"),
                fault(
                        "end-operation",
                        "method: finish",
                        "method: finsh",
                        "bean ending has no method finsh; did you mean finish"),
                fault(
                        "export-instance",
                        "method: transcode",
                        "method: transcodes",
                        "bean instances has no method transcodes"),
                fault(
                        "export-instance",
                        "uri: direct:deliver",
                        "uri: direct:delivr",
                        "no route begins at direct:delivr; did you mean deliver?"),
                fault(
                        "export-instance",
                        "uri: direct:fail-instance",
                        "uri: direct:failed-instance",
                        "did you mean fail-instance?"),
                fault(
                        "export-batch",
                        "id: export-batch",
                        "id: export-instance",
                        "route id export-instance is taken by"),
                fault(
                        "deliver",
                        "uri: direct:deliver",
                        "uri: direct:export-instance",
                        "direct:export-instance begins a route at"),
                fault(
                        "finish-export",
                        "uri: direct:load-table",
                        "uri: direct:loads-table",
                        "the stage load-table is missing"),
                fault(
                        "finish-export",
                        "uri: direct:take-back",
                        "uri: direct:takeback",
                        "the stage take-back is missing"),
                fault(
                        "deliver",
                        "${header.CaravanKind} == 'row'",
                        "${header.CaravanKnd} == 'row'",
                        "no header is called CaravanKnd; did you mean CaravanKind?"));
    }

    private static Stream<Arguments> faultsOfForm() {
        return Stream.of(
                fault(
                        "http-gateway",
                        "CaravanAccepted}",
                        "CaravanAcepted}",
                        "no exchange property is called CaravanAcepted"),
                fault("deliver", "${header.CaravanKind} == 'row'", "${header.CaravanKind == 'row'", "not understood"),
                fault("deliver", "${header.CaravanKind} == 'row'", "${haeder.CaravanKind} == 'row'", "not understood"),
                fault("export-instance", "simple: ${body}", "simple: ${boddy}", "not understood"),
                fault(
                        "export-instance",
                        "routeConfigurationId: pass-on",
                        "routeConfigurationId: passon",
                        "no routeConfiguration is called passon; did you mean pass-on?"),
                fault("resume-exports", "uri: timer:", "uri: timr:", "there is no component timr"),
                fault(
                        "resume-exports",
                        "{{caravan.wait.look-millis}}",
                        "{{caravan.wait.look-milis}}",
                        "setting caravan.wait.look-milis has no value"),
                fault("export-instance", "- split:", "- splitt:", "splitt"),
                fault("export-instance", "stopOnException: true", "stopOnExcept: true", "stopOnExcept"),
                fault("export-instance", "      steps:", "      step:", "step"),
                fault("end-operation", "- route:", "- route", "export"));
    }

    private static Arguments fault(String file, String there, String instead, String said) {
        return Arguments.of(file, there, instead, said);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("faults")
    void findsAFaultAndItsPlace(String name, String there, String instead, String said) throws IOException {
        Path file = routes().resolve(name + ".camel.yaml");
        String text = Files.readString(file);
        assertThat(text).contains(there);
        int at = text.indexOf(there);
        Files.writeString(file, text.substring(0, at) + instead + text.substring(at + there.length()));
        int line = (int) text.substring(0, at).lines().count() + 1;
        List<String> problems = problems(file.getParent());
        assertThat(problems).anySatisfy(problem -> assertThat(problem).contains(said));
        if (!said.contains("is missing")) {
            assertThat(String.join("\n", problems))
                    .containsAnyOf(file + ":" + (line - 1), file + ":" + line, file + ":" + (line + 1));
        }
    }

    @Test
    void everyShippedRouteHasAnIdAndADescription() throws IOException {
        for (Path file : RouteSet.list(Path.of("routes"))) {
            YamlDocument.parse(Files.readString(file))
                    .orElseThrow()
                    .json()
                    .findValues("route")
                    .forEach(route -> {
                        assertThat(route.path("id").asText())
                                .as(file.toString())
                                .isNotEmpty();
                        assertThat(route.path("description").asText())
                                .as(file.toString())
                                .isNotEmpty();
                    });
        }
    }

    @Test
    void namesTheLineOfAnUnknownStep() throws IOException {
        assertThat(validate("""
                        - route:
                            id: one
                            from:
                              uri: direct:a
                              steps:
                                - tooo: log:x
                        """)).contains("a.camel.yaml:6:", "tooo");
    }

    @Test
    void namesTheLineOfBrokenYaml() throws IOException {
        assertThat(validate("- route:\n    id: [one\n    from: x\n")).contains("a.camel.yaml:3:", "no YAML");
    }

    @Test
    void namesBothPlacesOfARepeatedId() throws IOException {
        String route = "- route:\n    id: same\n    from: {uri: 'direct:a', steps: [{to: 'log:a'}]}\n";
        assertThat(validate(route + route.replace("direct:a", "direct:b")))
                .contains("a.camel.yaml:5:", "a.camel.yaml:2", "same");
    }

    @Test
    void takesAPlaceholderForANumber() throws IOException {
        assertThat(validate("""
                        - route:
                            id: one
                            from:
                              uri: site:before-instance
                              steps:
                                - threads:
                                    poolSize: "{{caravan.workers}}"
                                - to: log:a
                        """)).isEmpty();
    }

    @Test
    void namesTheLineOfASettingWithoutAValue() throws IOException {
        assertThat(validate("""
                        # {{caravan.comment}} is one
                        - route:
                            id: one
                            from:
                              uri: "{{caravan.queue.exports.consumer}}"
                              steps:
                                - to: "{{caravan.hook}}"
                                - to: "{{?caravan.perhaps}}"
                                - to: "{{caravan.other:log:a}}"
                        """))
                .contains("a.camel.yaml:7: setting caravan.hook has no value", "CARAVAN_HOOK")
                .hasLineCount(1);
    }

    @Test
    void listsOnlyRouteFilesByName() throws IOException {
        for (String name : List.of("b.camel.yaml", "a.camel.yaml", "notes.txt", "c.yaml")) {
            Files.writeString(folder.resolve(name), "");
        }
        assertThat(RouteSet.list(folder))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("a.camel.yaml", "b.camel.yaml");
    }
}
