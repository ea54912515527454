package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.samples.MadeSamples;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page asks of a table is answered as another program answers it. */
class QuestionsPageTest {
    @TempDir
    private static Path data;

    @BeforeAll
    static void export() throws IOException {
        MadeSamples.into(data);
        CommandLineRun run =
                CommandLineRun.of("export", "samples", "bq://demo.first.instances", "--data", data.toString());
        assertThat(run.code()).as(run.toString()).isZero();
    }

    static List<QuestionsPage.Question> questions() throws IOException {
        return QuestionsPage.questions("DuckDB");
    }

    @ParameterizedTest
    @MethodSource("questions")
    void hasTheAnswerOfAnIndependentProgram(QuestionsPage.Question question) throws IOException {
        CommandLineRun run = CommandLineRun.of("query", question.sql(), "--format", "json", "--data", data.toString());
        assertThat(run.code()).as(run.err()).isZero();
        List<List<Object>> rows = new ArrayList<>();
        for (String line : run.outLines()) {
            rows.add(values(new ObjectMapper().readTree(line)));
        }
        List<List<Object>> expected = new ArrayList<>();
        QuestionsPage.answer(question.title()).forEach(row -> expected.add(values(row)));
        assertThat(expected).isNotEmpty();
        assertThat(rows).isEqualTo(expected);
    }

    private static List<Object> values(JsonNode row) {
        List<Object> values = new ArrayList<>();
        row.forEach(
                value -> values.add(value.isNumber() ? value.doubleValue() : value.isNull() ? null : value.asText()));
        return values;
    }

    @Test
    void asksTenQuestionsInBothDialects() throws IOException {
        assertThat(questions()).hasSize(10);
        assertThat(QuestionsPage.questions("BigQuery"))
                .extracting(QuestionsPage.Question::title)
                .isEqualTo(
                        questions().stream().map(QuestionsPage.Question::title).toList());
        Page page = new Page(QuestionsPage.PATH, Files.readString(QuestionsPage.PATH));
        assertThat(page.blocks().stream().filter(block -> block.language().equals("sql")))
                .hasSameSizeAs(QuestionsPage.questions());
    }
}
