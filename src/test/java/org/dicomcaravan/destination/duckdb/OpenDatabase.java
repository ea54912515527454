package org.dicomcaravan.destination.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Another program that has a database open: it runs statements, says so, and stays until its input ends or it is killed. */
final class OpenDatabase {
    private OpenDatabase() {}

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

    /** Starts it, and waits until it is that far. */
    static Process start(Path file, String... statements) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OpenDatabase.class.getName(),
                file.toString()));
        command.addAll(List.of(statements));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!"open".equals(process.inputReader().readLine())) {
            throw new AssertionError("It does not open " + file);
        }
        return process;
    }
}
