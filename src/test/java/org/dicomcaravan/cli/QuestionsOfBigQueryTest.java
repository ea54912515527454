package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dicomcaravan.destination.bigquery.BigQueryEmulator;
import org.dicomcaravan.samples.MadeSamples;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ten questions in BigQuery's SQL, asked of an emulator. */
@Tag("environment")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class QuestionsOfBigQueryTest {

    @TempDir
    private static Path folder;

    private static BigQueryEmulator bigQuery;
    private static String dataset;

    @BeforeAll
    static void export() throws IOException {
        bigQuery = BigQueryEmulator.required();
        dataset = bigQuery.dataset();
        Path data = Files.createDirectories(folder.resolve("data"));
        MadeSamples.into(data);
        CommandLineRun run = CommandLineRun.of(
                "export",
                "samples",
                "bq://" + BigQueryEmulator.PROJECT + "." + dataset + ".instances",
                "--data",
                data.toString(),
                "--config",
                config().toString());
        assertThat(run.code()).as(run.toString()).isZero();
    }

    private static Path config() throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        try (Stream<Path> files = Files.list(Path.of("config"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, config.resolve(file.getFileName()));
            }
        }
        Files.writeString(
                config.resolve("application.properties"), "\ncaravan.profile=google\n", StandardOpenOption.APPEND);
        return config;
    }

    static List<QuestionsPage.Question> questions() throws IOException {
        return QuestionsPage.questions("BigQuery");
    }

    @ParameterizedTest
    @MethodSource("questions")
    void hasTheAnswerOfAnIndependentProgram(QuestionsPage.Question question) throws Exception {
        String sql = question.sql().replace("`demo.first.instances`", "`demo." + dataset + ".instances`");
        assertThat(sql).isNotEqualTo(question.sql());
        List<List<String>> rows = new ArrayList<>();
        for (FieldValueList row :
                bigQuery.client().query(QueryJobConfiguration.of(sql)).iterateAll()) {
            rows.add(row.stream().map(QuestionsOfBigQueryTest::text).toList());
        }
        List<List<String>> expected = new ArrayList<>();
        QuestionsPage.answer(question.title()).forEach(row -> expected.add(texts(row)));
        assertThat(rows).isNotEmpty().isEqualTo(expected);
    }

    private static String text(FieldValue value) {
        return value.isNull() ? "null" : number(value.getStringValue());
    }

    private static List<String> texts(JsonNode row) {
        List<String> texts = new ArrayList<>();
        row.forEach(value -> texts.add(number(value.asText())));
        return texts;
    }

    /** In one spelling, if it is one. */
    private static String number(String text) {
        return text.matches("-?\\d+(\\.\\d+)?") ? Double.toString(Double.parseDouble(text)) : text;
    }
}
