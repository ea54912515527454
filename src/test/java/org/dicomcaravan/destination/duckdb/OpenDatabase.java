package org.dicomcaravan.destination.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A file of DuckDB that another program has open, until it is closed. */
public final class OpenDatabase implements AutoCloseable {

    private final Process process;

    private OpenDatabase(Process process) {
        this.process = process;
    }

    /** Starts the other program, and waits until it has the file open and has run statements. */
    public static OpenDatabase start(Path file, String... statements) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OpenDatabase.class.getName(),
                file.toString()));
        command.addAll(List.of(statements));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!"open".equals(process.inputReader().readLine())) {
            throw new IOException("the other program did not open " + file);
        }
        return new OpenDatabase(process);
    }

    /** The other program: says that it is open, and closes it at the end of its input. */
    public static void main(String[] fileAndStatements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + fileAndStatements[0]);
                Statement statement = connection.createStatement()) {
            for (int i = 1; i < fileAndStatements.length; i++) {
                statement.execute(fileAndStatements[i]);
            }
            System.out.println("open");
            System.in.read();
        }
    }

    /** Ends it as a crash does. */
    void kill() throws InterruptedException {
        end();
        process.waitFor();
    }

    /** The same, without waiting for it. */
    void end() {
        process.destroyForcibly();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }
}
