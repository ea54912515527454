package org.dicomcaravan.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The project as a reader of its pages has it: its launcher, configuration, routes and plugins' sources, built, with a data
 * folder of its own. What a page shows is typed into a shell there.
 */
final class ScratchProject {

    private static final String SHOWN_ADDRESS = "127.0.0.1:8080";
    private static final Path JDK = Path.of(System.getProperty("java.home"));

    private final Path home;
    private final int port = freePort();
    private final int managementPort = freePort();
    private Process server;

    private ScratchProject(Path home) {
        this.home = home;
    }

    /**
     * What a command came to.
     *
     * @param code its exit code; 0 for a server that runs
     * @param output what it said, on both of its outputs
     */
    record Ran(int code, String output) {}

    /** Makes one. Its jar holds nothing but the class path of this test. */
    static ScratchProject make(Path home) throws IOException {
        Files.createDirectories(home.resolve("target/lib"));
        Files.copy(Path.of("caravan"), home.resolve("caravan"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String folder : new String[] {"config", "routes", "transcoders", "bench", "docs/customisations"}) {
            copy(Path.of(folder), home.resolve(folder));
        }
        Path classes = Path.of(URI.create(Caravan.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        copy(classes, home.resolve("target/classes"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        try (OutputStream out = Files.newOutputStream(home.resolve("target/dicom-caravan.jar"))) {
            new JarOutputStream(out, manifest).close();
        }
        return new ScratchProject(home);
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
    }

    /** All but what was built in there. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path name = from.relativize(file);
                boolean built =
                        file.toString().endsWith(".jar") || Path.of("target").equals(file.getFileName());
                if (Files.isRegularFile(file) && !built && !name.toString().contains("/target/")) {
                    Path target = to.resolve(name);
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** A file or folder of the project. */
    Path file(String name) {
        return home.resolve(name);
    }

    /** Where the server of this project listens. */
    URI server() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where it tells of its health. */
    URI management() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    /** Runs a command to its end, or, where it is a server, until that is ready. */
    Ran run(String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(home, "output-", ".txt");
        // The one thing that is not done as shown: port 8080 may be somebody else's.
        Process process = shell("exec " + command.replace(SHOWN_ADDRESS, "127.0.0.1:" + port), output);
        if (command.startsWith("./caravan serve")) {
            server = process;
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !process.isAlive() || read(output).contains("DICOM Caravan serves " + server()));
            return new Ran(process.isAlive() ? 0 : process.exitValue(), read(output));
        }
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command + " goes on:\n" + read(output));
        }
        return new Ran(process.exitValue(), read(output));
    }

    private Process shell(String command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("CARAVAN_"));
        environment.merge("PATH", JDK + "/bin:", (path, jdk) -> jdk + path);
        environment.putAll(Map.of(
                "JAVA_HOME",
                JDK.toString(),
                "CARAVAN_NO_BUILD",
                "1",
                "CARAVAN_JAVA_OPTS",
                "-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                "CARAVAN_PORT",
                Integer.toString(port),
                "CARAVAN_MANAGEMENT_PORT",
                Integer.toString(managementPort),
                "no_proxy",
                "127.0.0.1"));
        return builder.start();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops its server, if one runs. */
    void stopServer() throws InterruptedException {
        if (server != null) {
            server.destroy();
            if (!server.waitFor(1, TimeUnit.MINUTES)) {
                server.destroyForcibly();
                throw new AssertionError("The server did not stop");
            }
        }
    }
}
