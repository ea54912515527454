package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A run of the program in a process of its own, which gets the signal of Ctrl-C.
 *
 * @param code its exit code
 * @param out what it said on standard output
 * @param err what it said on standard error
 */
record InterruptedRun(int code, String out, String err) {

    /** Runs it, and interrupts it as soon as it says something on standard error. */
    static InterruptedRun of(String said, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("caravan", ".out");
        Path err = Files.createTempFile("caravan", ".err");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.concat(
                        Stream.of(java, "-cp", System.getProperty("java.class.path"), Caravan.class.getName()),
                        Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> read(err).contains(said));
            new ProcessBuilder("kill", signal(process), Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ends").isTrue();
            return new InterruptedRun(process.exitValue(), read(out), read(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Ctrl-C's; but what a shell starts behind its back ignores that, as its children do, and is ended by the other one. */
    private static String signal(Process process) throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D*:\\s*", "");
        boolean ignores = (Long.parseUnsignedLong(ignored, 16) & 1 << 1) != 0;
        return ignores ? "-TERM" : "-INT";
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
