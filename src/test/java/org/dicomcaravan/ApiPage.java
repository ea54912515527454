package org.dicomcaravan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The tables of docs/api.md. */
public final class ApiPage {

    private static final Path PAGE = Path.of("docs/api.md");
    private static final int COLUMNS_OF_ANSWERED = 5;
    private static final int COLUMNS_OF_UNANSWERED = 3;
    private static final int COLUMNS_OF_MANAGEMENT = 2;

    private ApiPage() {}

    /**
     * A method that is answered.
     *
     * @param call its verb and its path, written out, as in {@code GET projects/*}{@code /locations}
     * @param permission empty for none
     * @param query its own parameters, in the order of their names
     */
    public record Answered(String name, String call, String permission, List<String> query) {}

    /** A call, and the status that it is answered with. */
    public record Call(String verb, String path, int status) {}

    /** What the server answers. */
    public static List<Answered> answered() throws IOException {
        return rows("method", COLUMNS_OF_ANSWERED)
                .map(row -> new Answered(
                        bare(row.get(0)),
                        writtenOut(row.get(1)),
                        row.get(2).equals("none") ? "" : bare(row.get(2)),
                        Stream.of(row.get(3).split(","))
                                .map(ApiPage::bare)
                                .filter(name -> !name.isEmpty())
                                .sorted()
                                .toList()))
                .toList();
    }

    /** What Google has and the server has not. */
    public static List<Call> unanswered() throws IOException {
        return rows("method", COLUMNS_OF_UNANSWERED)
                .map(row -> call(writtenOut(row.get(1)), row.get(2)))
                .toList();
    }

    /** Health and metrics. */
    public static List<Call> management() throws IOException {
        return rows("call", COLUMNS_OF_MANAGEMENT)
                .map(row -> call(row.get(0), row.get(1)))
                .toList();
    }

    private static Call call(String call, String answer) {
        String[] parts = call.split(" ");
        return new Call(parts[0], parts[1], Integer.parseInt(answer.substring(0, 3)));
    }

    private static String writtenOut(String call) {
        return call.replace("OPERATION", "DATASET/operations/*")
                .replace("STORE", "DATASET/dicomStores/*")
                .replace("DATASET", "LOCATION/datasets/*")
                .replace("LOCATION", "projects/*/locations/*");
    }

    private static String bare(String cell) {
        return cell.strip().replace("`", "");
    }

    /** The rows of the table whose head begins with a word and that has so many columns. */
    private static Stream<List<String>> rows(String first, int columns) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line ->
                        !line.startsWith("| " + first + " |") || cells(line).size() != columns)
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(ApiPage::cells);
    }

    private static List<String> cells(String line) {
        return Stream.of(line.substring(1).split("\\|")).map(String::strip).toList();
    }
}
