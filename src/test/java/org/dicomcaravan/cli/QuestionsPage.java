package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The page {@code docs/bigquery.md}: questions to the table of the sample store, in two dialects, and their answers. */
final class QuestionsPage {
    static final Path PATH = Path.of("docs/bigquery.md");

    private static final Path ANSWERS = Path.of("src/test/resources/questions/answers.json");

    private static final Pattern QUESTION = Pattern.compile("(?ms)^### (?<title>[^\\n]+)\\n(?<text>.*?)(?=^##|\\z)");

    private static final Pattern SQL = Pattern.compile("(?ms)^```sql\\n-- (?<dialect>[^\\n]+)\\n(?<sql>.*?)^```$");

    private QuestionsPage() {}

    /**
     * A question.
     *
     * @param title in words; no other has the same
     * @param dialect BigQuery or DuckDB
     * @param sql the query, to the table demo.first.instances
     */
    record Question(String title, String dialect, String sql) {
        @Override
        public String toString() {
            return title + " (" + dialect + ")";
        }
    }

    /** All of them, in the order of the page. */
    static List<Question> questions() throws IOException {
        return QUESTION.matcher(Files.readString(PATH))
                .results()
                .flatMap(question -> SQL.matcher(question.group(2))
                        .results()
                        .map(sql -> new Question(
                                question.group(1), sql.group(1), sql.group(2).strip())))
                .toList();
    }

    /** Those in one dialect. */
    static List<Question> questions(String dialect) throws IOException {
        return questions().stream()
                .filter(question -> question.dialect().equals(dialect))
                .toList();
    }

    /**
     * The rows that answer a question, an array of values each. They are what {@code answers.py}, beside them, makes of the
     * files of the sample store with pydicom; it knows neither our reader nor SQL.
     */
    static JsonNode answer(String title) throws IOException {
        return new ObjectMapper().readTree(Files.readString(ANSWERS)).path(title);
    }
}
