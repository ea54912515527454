package org.dicomcaravan.destination.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableStore.Load;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.table.TableSchema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of Parquet by what a reader finds in them: what a table has. */
class ParquetFilesTest {

    private static final String NAMES_AND_TYPES = "SELECT column_name || ' ' || column_type FROM (DESCRIBE ";

    @TempDir
    Path folder;

    private DuckUnderTest under;
    private ParquetFiles files;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        under = new DuckUnderTest(folder);
        files = new ParquetFiles(folder.resolve("scratch/parquet"), 256);
        file = folder.resolve("it's a file.parquet");
        under.execute("SELECT 1");
    }

    private String parquet() {
        return "read_parquet(" + SqlType.text(file.toString()) + ")";
    }

    @Test
    void holdsTheRowsOfAllFilesAsAnIndependentProgramHasThem() throws Exception {
        CorpusRows corpus = CorpusRows.in(folder);
        assertThat(files.write(corpus.schema(), corpus.shards(), file, () -> {}))
                .isEqualTo(corpus.expected().size());
        assertThat(corpus.differences(under.query("SELECT to_json(r) FROM " + parquet() + " r ORDER BY LastUpdated")))
                .isEmpty();
        under.tables.load(
                new Load("x", DuckUnderTest.TABLE, WriteDisposition.ABSENT, corpus.schema(), corpus.shards()),
                () -> {});
        assertThat(under.query(NAMES_AND_TYPES + "FROM " + parquet() + ")"))
                .isEqualTo(under.query(NAMES_AND_TYPES + "demo.demo.\"a table\")"));
        assertThat(folder.resolve("scratch/parquet")).doesNotExist();
    }

    @Test
    void ofNoRowsThereAreTheColumns() throws Exception {
        TableSchema schema =
                TableSchema.of(List.of(List.of(DuckUnderTest.records("S", DuckUnderTest.text("B")))), false);
        assertThat(files.write(schema, List.of(), file, () -> {})).isZero();
        assertThat(under.query("SELECT count(*) FROM " + parquet())).containsExactly("0");
        assertThat(under.query(NAMES_AND_TYPES + "FROM " + parquet() + ")"))
                .contains("S STRUCT(B VARCHAR)[]", "LastUpdated TIMESTAMP WITH TIME ZONE", "BlobStorageSize BIGINT");
    }

    /** As where a file of rows was cut between its writing and its reading. */
    @Test
    void rowsThatAreMissingAreMissed() throws Exception {
        Load one = under.one("1", WriteDisposition.ABSENT);
        Shard shard = one.shards().get(0);
        List<Shard> more = List.of(new Shard(shard.file(), 2, shard.columns()));
        assertThatThrownBy(() -> files.write(one.schema(), more, file, () -> {}))
                .isInstanceOf(DestinationException.class)
                .hasMessageContaining("of 2 rows 1 came into the file of rows");
        assertThat(file).doesNotExist();
        assertThat(files.write(one.schema(), one.shards(), file, () -> {})).isEqualTo(1);
    }

    @Test
    void whatCanNotBeWrittenIsSaid() {
        TableSchema schema = TableSchema.of(List.of(), false);
        assertThatThrownBy(() -> files.write(schema, List.of(), folder.resolve("none/x.parquet"), () -> {}))
                .isInstanceOf(DestinationException.class)
                .hasMessageContaining("the file of rows can't be written")
                .hasMessageNotContaining(folder.toString());
    }
}
