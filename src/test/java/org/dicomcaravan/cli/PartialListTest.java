package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.dicomcaravan.access.token.OpenIdProvider;
import org.dicomcaravan.samples.MadeSamples;
import org.dicomcaravan.samples.Samples;
import org.dicomcaravan.server.CaravanServer;
import org.dicomcaravan.server.ServerOptions;
import org.dicomcaravan.server.routes.RouteFolders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of whoever may list some datasets of a location, all of it, or none. */
class PartialListTest {
    private static final String LOCATION = "projects/p/locations/l";
    private static final String OPEN = LOCATION + "/datasets/open";
    private static final String CLOSED = LOCATION + "/datasets/closed";

    @TempDir
    private static Path folder;

    private static OpenIdProvider provider;
    private static CaravanServer server;

    @BeforeAll
    static void start() throws Exception {
        MadeSamples.into(folder);
        provider = new OpenIdProvider();
        Path policy = Files.writeString(folder.resolve("policy.json"), """
                {"roles": {"roles/site.lister": ["healthcare.locations.list", "healthcare.datasets.list"]},
                 "projects/p": {"bindings": [
                   {"role": "roles/owner", "members": ["group:owner"]},
                   {"role": "roles/site.lister", "members": ["group:guest", "group:nobody"]}]},
                 "%s": {"bindings": [{"role": "roles/viewer", "members": ["group:guest"]}]}}
                """.formatted(OPEN));
        Path config = folder.resolve("config");
        Files.createDirectories(config);
        try (Stream<Path> files = Files.list(Path.of("config"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, config.resolve(file.getFileName()));
            }
        }
        Files.writeString(config.resolve("stores.properties"), "");
        Files.writeString(
                config.resolve("application.properties"),
                Files.readString(config.resolve("application.properties")) + "\ncaravan.access.issuer="
                        + provider.issuer() + "\ncaravan.access.audience=" + OpenIdProvider.AUDIENCE
                        + "\ncaravan.access.policy=" + policy + "\n");
        String bones = Samples.folder(folder).resolve("bones").toString();
        server = CaravanServer.start(new ServerOptions(
                "127.0.0.1",
                0,
                folder,
                config,
                RouteFolders.of(Path.of("routes")),
                Path.of("transcoders"),
                Map.of(OPEN + "/dicomStores/a", bones, CLOSED + "/dicomStores/b", bones),
                true,
                false));
        for (String store : new String[] {"a", "b", "a"}) {
            CommandLineRun run = as("owner", "export", store, "gs://demo/" + store);
            assertThat(run.code()).as(run.err()).isZero();
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        provider.close();
    }

    private static CommandLineRun as(String group, String... arguments) {
        return CommandLineRun.of(
                Map.of("CARAVAN_TOKEN", provider.token(group + "@clinic.example", group)),
                Stream.concat(
                                Stream.of(arguments),
                                Stream.of("--server", server.uri().toString()))
                        .toArray(String[]::new));
    }

    @Test
    void allOfThemAreInOneListTheNewestFirst() {
        CommandLineRun run = as("owner", "operations", "list");
        assertThat(run.err()).isEmpty();
        assertThat(run.outLines()).hasSize(4);
        assertThat(run.outLines().stream().skip(1).map(line -> line.split(" +")[4]))
                .containsExactly("a", "b", "a");
    }

    @Test
    void whatMayNotBeListedIsNamed() {
        CommandLineRun run = as("guest", "operations", "list");
        assertThat(run.code()).isZero();
        assertThat(run.outLines()).hasSize(3).noneMatch(line -> line.contains("gs://demo/b"));
        assertThat(run.err()).contains("without the operations of " + CLOSED).hasLineCount(1);
        assertThat(as("guest", "stores", "list").outLines()).containsExactly(OPEN + "/dicomStores/a");
        assertThat(as("guest", "operations", "list", "--dataset", CLOSED).code())
                .isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void whoMayListNoneIsRefused() {
        CommandLineRun run = as("nobody", "operations", "list");
        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("healthcare.operations.list");
    }
}
