package org.dicomcaravan.server.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dicomcaravan.server.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a site's files are to the pipeline, and what is said of those that are nothing to it. */
class SiteRoutesTest {

    private static final Path SHIPPED = Path.of("routes");

    @TempDir
    Path site;

    private RouteFolders folders;

    @BeforeEach
    void folders() throws IOException {
        folders = new RouteFolders(SHIPPED, site);
        Files.createDirectories(folders.replacing());
    }

    private static String route(String id, String from, String step) {
        return "- route:\n    id: " + id + "\n    from:\n      uri: " + from + "\n      steps:\n        - " + step
                + "\n";
    }

    private String validate() throws IOException {
        Configuration settings = Configuration.read(Path.of("config"), System.getenv());
        return String.join(
                "\n",
                RouteFiles.validate(
                        RouteSet.read(folders), settings::value, getClass().getClassLoader()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "site:before-objekt | log: x | 4: there is no site:before-objekt; did you mean before-object",
                "site:before-object?onError=never | log: x | 4: site:before-object?onError=never can't be made",
                "site:before-object?ordr=1 | log: x | 4: site:before-object?ordr=1 can't be made",
                "site:after-operation?onError=fail | log: x | 4: site:after-operation?onError=fail can't be made",
                "site:after-object?changesBody=true | log: x | 4: site:after-object?changesBody=true can't be made",
                "direct:before-object | log: x | 4: nobody sends to direct:before-object",
                "site:before-object | to: direct:nowhere | 6: no route begins at direct:nowhere",
                "site:before-object | to: site:after-objct | 6: there is no site:after-objct; did you mean after-object",
                "site:before-object | to: file:x?tempPrefx=y| 6: file:x?tempPrefx=y can't be made",
                "timer:x?perod=5 | log: x | 4: timer:x?perod=5 can't be made",
                "site:before-object | bean: {ref: deliverys, method: json} | 6: no bean is called deliverys",
                "site:before-object | to: {uri: 'file:x', parameters: {tempPrefx: y}} | 6: file:x can't be made",
                "site:before-object | setBody: {simple: '${header.CaravanBuckt}'} | 6: no header is called CaravanBuckt",
            })
    void aFaultIsNamedWithItsLine(String from, String step, String problem) throws IOException {
        Files.writeString(site.resolve("own.camel.yaml"), route("own", from, step));
        assertThat(validate()).contains(site.resolve("own.camel.yaml") + ":" + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PngWatermark | PngWatermrk | 3: there is no class org.dicomcaravan.transcode.PngWatermrk",
                "text: | txt: | 5: PngWatermark has no property txt; did you mean text?",
                "method: mark | method: mrk | 11: bean watermark has no method mrk; did you mean mark?",
                "ref: watermark | ref: watermrk | 11: no bean is called watermrk; did you mean watermark?",
            })
    void aFaultOfADeclaredBeanIsNamedWithItsLine(String there, String instead, String problem) throws IOException {
        String declared = """
                - beans:
                    - name: watermark
                      type: org.dicomcaravan.transcode.PngWatermark
                      properties:
                        text: x
                """;
        String file = declared + route("own", "site:before-object", "bean: {ref: watermark, method: mark}");
        assertThat(file).contains(there);
        Files.writeString(site.resolve("own.camel.yaml"), file.replace(there, instead));
        assertThat(validate()).contains("own.camel.yaml:" + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${body.atribute('00080060')} | an instance has no atribute; did you mean attribute?",
                "${body.attribute('Modality')} | Modality is no tag: expected eight hex digits",
                "${header.CamelGoogleCloudStorageObjctName} | did you mean CamelGoogleCloudStorageObjectName?",
            })
    void whatAnInstanceIsAskedForIsLookedAt(String expression, String problem) throws IOException {
        String step = "setHeader: {name: X, simple: \"" + expression + "\"}";
        Files.writeString(site.resolve("own.camel.yaml"), route("own", "site:before-instance", step));
        assertThat(validate()).contains("own.camel.yaml:6: ").contains(problem);
    }

    @Test
    void whatIsNotReadIsTold() throws IOException {
        Files.writeString(site.resolve("throttle.yaml"), "");
        Files.createDirectories(site.resolve("mine"));
        Files.writeString(site.resolve("README.md"), "");
        assertThat(RouteSet.ignored(folders)).hasSize(2).allMatch(line -> line.contains("is not read"));
    }

    @Test
    void anEmptyRouteIsNamed() throws IOException {
        Files.writeString(site.resolve("own.camel.yaml"), "- route:\n");
        assertThat(String.join("\n", RouteFiles.missing(RouteSet.read(folders))))
                .contains("own.camel.yaml:1: a route without anything in it");
    }

    /** Aliases make much of little, and a parser has a stack. */
    @ParameterizedTest
    @CsvSource({"'- &a [*a]'", "doubling", "deep"})
    void aBombIsNoYaml(String bomb) throws IOException {
        StringBuilder doubling = new StringBuilder("- &a0 [x, x]\n");
        for (int i = 1; i < 25; i++) {
            doubling.append("- &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        String text = bomb.equals("doubling") ? doubling.toString() : bomb.equals("deep") ? "[".repeat(20_000) : bomb;
        Files.writeString(site.resolve("own.camel.yaml"), text);
        assertThat(RouteFiles.missing(RouteSet.read(folders)))
                .singleElement()
                .asString()
                .contains("no YAML");
    }

    /** What a setting holds may be a secret, and what is looked at is not run. */
    @Test
    void noValueIsToldAndNoClassIsMade() throws IOException {
        String steps = "to: 'file:x?apiToken={{secret}}'\n        - to: 'class:no.such.Thing'\n"
                + "        - to: 'file:x?filter=%23class:no.such.Thing'";
        Files.writeString(site.resolve("own.camel.yaml"), route("own", "site:before-object", steps));
        java.util.Optional<String> secret = java.util.Optional.of("s3cr3t");
        List<String> problems = RouteFiles.validate(
                RouteSet.read(folders),
                name -> name.equals("secret") ? secret : java.util.Optional.of("1"),
                getClass().getClassLoader());
        assertThat(String.join("\n", problems)).contains("apiToken").doesNotContain("s3cr3t", "Thing");
    }

    @Test
    void aRouteAtAPlaceNeedsAName() throws IOException {
        Files.writeString(
                site.resolve("own.camel.yaml"),
                route("own", "site:after-object", "log: x").replace("    id: own\n", ""));
        assertThat(validate()).contains(":3: a route at site:after-object needs an id");
    }

    @Test
    void anIdOfThePipelineBelongsIntoReplace() throws IOException {
        Files.writeString(site.resolve("own.camel.yaml"), route("deliver-object", "direct:deliver-object", "log: x"));
        assertThat(validate())
                .contains("own.camel.yaml:2: route id deliver-object is taken by routes/deliver.camel.yaml:")
                .contains("what takes its place belongs into the folder replace");
        assertThat(RouteSet.read(folders).isReplacedBy(site.resolve("own.camel.yaml")))
                .isTrue();
    }

    @Test
    void oneThatReplacesNothingIsNamedWithWhatMayHaveBeenMeant() throws IOException {
        Path file = folders.replacing().resolve("own.camel.yaml");
        Files.writeString(file, route("deliver-objects", "direct:deliver-objects", "log: x"));
        assertThat(validate())
                .contains(
                        file + ":2: no route of the pipeline is called deliver-objects; did you mean deliver-object?");
    }

    /** Else its additions would be nobody's, without a word. */
    @Test
    void aReplacementMustCallThePlacesThatOthersTakePartAt() throws IOException {
        Files.writeString(
                folders.replacing().resolve("deliver.camel.yaml"),
                route("deliver", "direct:deliver", "to: direct:deliver-object"));
        assertThat(validate()).doesNotContain("site:");
        Files.writeString(site.resolve("own.camel.yaml"), route("own", "site:before-object", "log: x"));
        assertThat(validate())
                .contains(
                        "own.camel.yaml:4: no route of the pipeline calls site:before-object, so own takes part in nothing");
    }

    @Test
    void aReplacedRouteIsGoneAndTheOthersStayOnTheirLines() throws IOException {
        RouteFile before = RouteSet.read(folders).files().stream()
                .filter(file -> file.name().equals("deliver.camel.yaml"))
                .findFirst()
                .orElseThrow();
        Files.writeString(
                folders.replacing().resolve("x.camel.yaml"),
                route("deliver-object", "direct:deliver-object", "log: x"));
        RouteFile after = RouteSet.read(folders).files().stream()
                .filter(file -> file.name().equals("deliver.camel.yaml"))
                .findFirst()
                .orElseThrow();
        assertThat(RouteSet.ids(List.of(after)))
                .containsOnlyKeys("deliver", "deliver-row")
                .containsAllEntriesOf(java.util.Map.of(
                        "deliver-row", RouteSet.ids(List.of(before)).get("deliver-row")));
        assertThat(validate()).isEmpty();
    }

    @Test
    void whoTakesPartWhereIsToldInTheirOrder() throws IOException {
        Files.writeString(site.resolve("a.camel.yaml"), route("late", "site:before-object?order=7", "log: x"));
        Files.writeString(site.resolve("b.camel.yaml"), route("early", "site:before-object?order=-3", "log: x"));
        Files.writeString(site.resolve("c.camel.yaml"), route("first", "site:before-instance", "log: x"));
        assertThat(RouteSet.read(folders).additions())
                .extracting(line -> line.replaceFirst(" \\(.*", ""))
                .containsExactly(
                        "site:before-instance 100: first",
                        "site:before-object -3: early",
                        "site:before-object 7: late");
    }
}
