package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Tokens of the commands that call a server: which of them is sent, what is said of one, and that none is shown. */
class TokenTest {
    private static final String SECRET = "eyJhbGciOiJSUzI1NiJ9.c2VjcmV0.x_-";
    private static final String OTHER = "another~token+1/=";

    @TempDir
    private Path folder;

    private Path file() throws IOException {
        return Files.writeString(folder.resolve("token"), "  " + OTHER + "\r\n");
    }

    private static CommandLineRun list(AnsweringServer at, Map<String, String> environment, String... more) {
        return CommandLineRun.of(
                environment,
                Stream.concat(Stream.of("stores", "list", "--server", at.url()), Stream.of(more))
                        .toArray(String[]::new));
    }

    /** {@code -v} holds for the rest of a process. */
    @AfterEach
    void tellAsMuchAsBefore() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        ((Logger) LoggerFactory.getLogger("org.dicomcaravan")).setLevel(Level.INFO);
    }

    @Test
    void aFlagWinsOverTheEnvironment() throws IOException {
        String path = file().toString();
        Map<String, String> token = Map.of("CARAVAN_TOKEN", SECRET + "\n");
        Map<String, String> tokenFile = Map.of("CARAVAN_TOKEN_FILE", path);
        try (AnsweringServer at = AnsweringServer.http(200, "{}")) {
            List<CommandLineRun> runs = List.of(
                    list(at, Map.of()),
                    list(at, token),
                    list(at, tokenFile),
                    list(at, Map.of(), "--token", SECRET),
                    list(at, Map.of(), "--token-file", path),
                    list(at, tokenFile, "--token=" + SECRET),
                    list(at, token, "--token-file", path));
            assertThat(runs)
                    .allMatch(run -> run.code() == ExitCode.OK && run.err().isEmpty(), "says nothing");
            String given = "Bearer " + SECRET;
            String inFile = "Bearer " + OTHER;
            assertThat(at.callers()).containsExactly("null", given, inFile, given, inFile, given, inFile);
        }
    }

    @Test
    void twoOfThemAreRefused() throws IOException {
        String path = file().toString();
        try (AnsweringServer at = AnsweringServer.http(200, "{}")) {
            assertUsage(
                    list(at, Map.of(), "--token", SECRET, "--token-file", path),
                    "--token and --token-file are both given");
            assertUsage(
                    list(at, Map.of("CARAVAN_TOKEN", SECRET, "CARAVAN_TOKEN_FILE", path)),
                    "CARAVAN_TOKEN and CARAVAN_TOKEN_FILE are both given");
            assertThat(at.callers()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "Bearer", "Bearer " + SECRET, SECRET + "\nsecond", SECRET + " x", SECRET + "\u00e9"})
    void whatIsNoTokenIsToldWithoutShowingIt(String bad) throws IOException {
        Path file = Files.writeString(folder.resolve("bad"), bad);
        try (AnsweringServer at = AnsweringServer.http(200, "{}")) {
            assertUsage(list(at, Map.of(), "--token", bad), "--token ");
            assertUsage(list(at, Map.of("CARAVAN_TOKEN", bad)), "CARAVAN_TOKEN ");
            assertUsage(list(at, Map.of(), "--token-file", file.toString()), "--token-file " + file);
            assertThat(at.callers()).isEmpty();
        }
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithItsFlag() throws IOException {
        Path missing = folder.resolve("missing");
        try (AnsweringServer at = AnsweringServer.http(200, "{}")) {
            assertUsage(
                    list(at, Map.of(), "--token-file", missing.toString()),
                    "--token-file " + missing + ": there is no such file; expected a bearer token");
            assertUsage(
                    list(at, Map.of("CARAVAN_TOKEN_FILE", missing.toString())),
                    "CARAVAN_TOKEN_FILE " + missing + ": there is no such file");
            assertUsage(list(at, Map.of(), "--token-file", folder.toString()), "--token-file " + folder);
            Path endless = Files.writeString(folder.resolve("long"), "x".repeat(1 << 17));
            assertUsage(list(at, Map.of(), "--token-file", endless.toString()), "too long");
        }
        assertUsage(
                CommandLineRun.of("operations", "log", "1", "--server=http://127.0.0.1:9", "--token-file=" + missing),
                "there is no such file");
    }

    @Test
    void aRefusalSaysWhatToDo() throws IOException {
        String body = "{\"error\":{\"code\":401,\"message\":\"Who is it?\"}}";
        try (AnsweringServer at = AnsweringServer.http(401, body)) {
            CommandLineRun unknown = list(at, Map.of());
            assertThat(unknown.code()).isEqualTo(ExitCode.REFUSED);
            assertThat(unknown.err())
                    .contains("Who is it?", "--token-file, --token or CARAVAN_TOKEN")
                    .hasLineCount(1);
            assertThat(list(at, Map.of("CARAVAN_TOKEN", SECRET)).err())
                    .contains("does not accept the token of CARAVAN_TOKEN; it may have expired")
                    .doesNotContain(SECRET);
        }
        try (AnsweringServer at = AnsweringServer.http(403, body)) {
            assertThat(list(at, Map.of()).err()).contains("--token-file, --token or CARAVAN_TOKEN");
            assertThat(list(at, Map.of(), "--token-file", file().toString()).err())
                    .contains("the token of --token-file", "another role");
        }
    }

    @Test
    void aServerThatSendsATokenBackDoesNotMakeItShown() throws IOException {
        String body = "{\"error\":{\"message\":\"bad token " + SECRET + " and " + OTHER + "\"}}";
        try (AnsweringServer at = AnsweringServer.http(400, body)) {
            assertNotShown(list(at, Map.of(), "--token", SECRET), SECRET);
            assertNotShown(list(at, Map.of(), "-v", "--token-file", file().toString()), OTHER);
        }
    }

    static Stream<List<String>> wrongLines() {
        return Stream.of(
                List.of("stores", "list", "--token", "Bearer", SECRET),
                List.of("stores", "list", "--token", "x", SECRET),
                List.of("stores", "list", "--tokn", SECRET),
                List.of("stores", "list", "--tokn=" + SECRET),
                List.of("stores", "list", "-token", SECRET),
                List.of("stores", "--token", SECRET),
                List.of("--token", SECRET, "stores", "list"),
                List.of("--token=" + SECRET),
                List.of("export", "--token", "Bearer", SECRET, "gs://demo/x"),
                List.of("export", "--token", SECRET, "samples"),
                List.of("export", "--token", SECRET, "--token", SECRET, "samples", "gs://demo/x"),
                List.of("stores", "list", "--token", SECRET, "--help"),
                List.of("stores", "list", "--token", SECRET, "--server", "localhost:8080"),
                List.of("serve", "--token", SECRET));
    }

    @ParameterizedTest
    @MethodSource("wrongLines")
    void aWrongCommandLineDoesNotShowIt(List<String> line) {
        assertNotShown(CommandLineRun.of(line.toArray(String[]::new)), SECRET);
        assertNotShown(CommandLineRun.of(Map.of("CARAVAN_TOKEN", SECRET), "stores", "list", "--help"), SECRET);
    }

    @Test
    void noLogShowsIt() throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger("org.dicomcaravan");
        Level before = ours.getLevel();
        Level beforeOfAll = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        try (AnsweringServer at = AnsweringServer.http(401, "{\"error\":{\"message\":\"no " + SECRET + "\"}}")) {
            list(at, Map.of(), "-v", "--token", SECRET);
            assertThat(at.callers()).containsExactly("Bearer " + SECRET);
        } finally {
            root.detachAppender(log);
            ours.setLevel(before);
            root.setLevel(beforeOfAll);
        }
        assertThat(log.list)
                .isNotEmpty()
                .noneMatch(
                        event -> (event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                                .contains(SECRET));
    }

    @Test
    void aTokenIsNotSentOnToWhereAServerRedirects() throws IOException {
        try (AnsweringServer other = AnsweringServer.http(200, "{}");
                AnsweringServer at = AnsweringServer.http(307, "", Map.of("Location", other.url()))) {
            CommandLineRun run = list(at, Map.of("CARAVAN_TOKEN", SECRET));
            assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
            assertThat(run.err()).contains("307").doesNotContain(SECRET);
            assertThat(at.callers()).hasSize(1);
            assertThat(other.callers()).isEmpty();
        }
    }

    /** The name is one that no resolver knows (RFC 6761). */
    @Test
    void aTokenThatGoesUnencryptedToAnotherMachineIsToldOnce() {
        String url = "http://caravan.invalid:8080";
        CommandLineRun run =
                CommandLineRun.of(Map.of("CARAVAN_TOKEN", SECRET), "operations", "cancel", "1", "--server", url);
        assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err())
                .contains("can read the token", "use https")
                .doesNotContain(SECRET)
                .hasLineCount(2);
        assertThat(CommandLineRun.of("stores", "list", "--server", url).err()).hasLineCount(1);
    }

    @Test
    void aPasswordInAnAddressIsRefusedAndNotShown() {
        CommandLineRun run = CommandLineRun.of("stores", "list", "--server", "http://me:" + OTHER + "@localhost");
        assertUsage(run, "without a user or a password");
        assertNotShown(run, OTHER);
    }

    private static void assertUsage(CommandLineRun run, String message) {
        assertThat(run.code()).as(run.toString()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message).doesNotContain(SECRET).hasLineCount(2);
    }

    private static void assertNotShown(CommandLineRun run, String token) {
        assertThat(run.out() + run.err()).isNotEmpty().doesNotContain(token);
    }
}
