package org.dicomcaravan.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, started by the command line, so that it can be killed. */
final class ServerProcess extends ServerUnderTest {

    private static final Pattern READY = Pattern.compile("DICOM Caravan serves (http://\\S+)");

    private final Process process;
    private final Path output;

    private ServerProcess(Path data, Process process, Path output) {
        super(data);
        this.process = process;
        this.output = output;
    }

    /** Starts one over stores, by their full names; it may not be ready yet. There is a bucket named demo. */
    static ServerProcess begin(Path folder, String heap, Map<String, String> properties, Map<String, Path> stores)
            throws IOException {
        return begin(folder, heap, null, properties, stores);
    }

    /** The same, with some of the routes replaced. */
    static ServerProcess begin(
            Path folder, String heap, Path customisation, Map<String, String> properties, Map<String, Path> stores)
            throws IOException {
        Map<String, String> sources = new TreeMap<>();
        stores.forEach((name, source) -> sources.put(name, source.toString()));
        return begin(folder, heap, routes(folder, customisation), Map.of(), properties, sources);
    }

    /** The same over sources of any kind, in an environment that is another one in part, and ready. */
    static ServerProcess over(
            Path folder, Map<String, String> environment, Map<String, String> properties, Map<String, String> sources)
            throws IOException {
        ServerProcess server = begin(folder, "256m", routes(folder, null), environment, properties, sources);
        server.awaitReady();
        return server;
    }

    private static ServerProcess begin(
            Path folder,
            String heap,
            Path routes,
            Map<String, String> environment,
            Map<String, String> properties,
            Map<String, String> sources)
            throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("buckets/demo"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "org.dicomcaravan.cli.Caravan",
                "serve",
                "--port=0",
                "--data=" + data,
                "--config=" + config(folder, properties),
                "--routes=" + routes,
                "--transcoders=" + Files.createDirectories(folder.resolve("transcoders"))));
        sources.forEach((name, source) -> command.add("--store=" + name + "=" + source));
        Path output = Files.createTempFile(folder, "server-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command);
        // a property of a test wins over what its own environment says, such as where the emulators are
        properties
                .keySet()
                .forEach(name -> builder.environment().remove(org.dicomcaravan.server.settings.Setting.variable(name)));
        builder.environment().put("CARAVAN_MANAGEMENT_PORT", "0");
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        return new ServerProcess(data, builder.start(), output);
    }

    /** Starts one and waits until it answers. */
    static ServerProcess start(Path folder, Map<String, Path> stores) throws IOException {
        return start(folder, Map.of(), stores);
    }

    /** The same, with properties changed. */
    static ServerProcess start(Path folder, Map<String, String> properties, Map<String, Path> stores)
            throws IOException {
        ServerProcess server = begin(folder, "256m", properties, stores);
        server.awaitReady();
        return server;
    }

    void awaitReady() {
        await().alias(output.toString())
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive() || address().isPresent());
        if (address().isEmpty()) {
            throw new AssertionError("The server did not start:\n" + said());
        }
    }

    private Optional<String> address() {
        Matcher ready = READY.matcher(said());
        return ready.find() ? Optional.of(ready.group(1)) : Optional.empty();
    }

    /** Everything that it wrote, to both of its outputs. */
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    URI uri() {
        return URI.create(address().orElseThrow());
    }

    /** Lets it run for a while; it must not end by itself. */
    void runFor(int milliseconds) throws InterruptedException {
        if (process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The server ended by itself:\n" + said());
        }
    }

    /** Waits for it to end by itself, for so long at most; whether it did. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for it to end by itself; its exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("The server goes on:\n" + said());
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to stop, as {@code kill} does. */
    void terminate() {
        process.destroy();
    }

    /** Ends it as a crash does: nothing of it runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Asks it to stop, and waits until it has. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("The server did not stop:\n" + said());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
