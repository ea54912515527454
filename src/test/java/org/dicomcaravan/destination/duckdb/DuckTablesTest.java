package org.dicomcaravan.destination.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dicomcaravan.destination.duckdb.DuckUnderTest.TABLE;
import static org.dicomcaravan.destination.duckdb.DuckUnderTest.records;
import static org.dicomcaravan.destination.duckdb.DuckUnderTest.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableStore;
import org.dicomcaravan.destination.TableStore.Load;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.ColumnType;
import org.dicomcaravan.table.TableSchema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables by what a reader of the file finds. */
class DuckTablesTest {

    @TempDir
    Path folder;

    private DuckUnderTest under;
    private DuckTables tables;

    @BeforeEach
    void open() {
        under = new DuckUnderTest(folder);
        tables = under.tables;
    }

    @Test
    void holdsTheRowsOfAllFilesAsAnIndependentProgramHasThem() throws Exception {
        CorpusRows corpus = CorpusRows.in(folder);
        Load load = new Load("x", TABLE, WriteDisposition.ABSENT, corpus.schema(), corpus.shards());
        assertThat(tables.load(load, () -> {}).rows())
                .isEqualTo(corpus.expected().size());
        assertThat(corpus.differences(
                        under.query("SELECT to_json(r) FROM demo.demo.\"a table\" r ORDER BY LastUpdated")))
                .isEmpty();
        assertThat(under.query("SELECT column_name FROM (DESCRIBE demo.demo.\"a table\")"))
                .isEqualTo(corpus.columns());
    }

    @Test
    void aTableThatIsThereIsKeptReplacedOrAddedTo() throws Exception {
        String all = "SELECT A FROM demo.demo.\"a table\" ORDER BY A";
        assertThat(tables.refusal(TABLE, WriteDisposition.ABSENT)).isEmpty();
        tables.load(under.one("1", WriteDisposition.ABSENT), () -> {});
        for (WriteDisposition disposition : List.of(WriteDisposition.ABSENT, WriteDisposition.EMPTY)) {
            assertThat(tables.refusal(TABLE, disposition))
                    .get()
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(RpcCode.ALREADY_EXISTS));
            assertThatThrownBy(() -> tables.load(under.one("2", disposition), () -> {}))
                    .isInstanceOf(DestinationException.class)
                    .hasMessageContaining("bq://demo.demo.a table exists already");
        }
        assertThat(under.query(all)).containsExactly("1");
        assertThat(tables.load(under.one("3", WriteDisposition.APPEND), () -> {})
                        .rows())
                .isEqualTo(2);
        assertThat(under.query(all)).containsExactly("1", "3");
        assertThat(tables.load(under.one("4", WriteDisposition.TRUNCATE), () -> {})
                        .rows())
                .isEqualTo(1);
        assertThat(under.query(all)).containsExactly("4");
        tables.load(under.load("5", WriteDisposition.TRUNCATE, List.of(text("A"))), () -> {});
        assertThat(tables.load(under.one("6", WriteDisposition.EMPTY), () -> {}).rows())
                .isEqualTo(1);
    }

    @Test
    void theSameLoadIsDoneOnce() throws Exception {
        tables.load(under.one("1", WriteDisposition.ABSENT), () -> {});
        Load again = under.one("2", WriteDisposition.APPEND);
        tables.load(again, () -> {});
        assertThat(tables.load(again, () -> {}).rows()).isEqualTo(2);
        assertThat(under.query("SELECT A FROM demo.demo.\"a table\" ORDER BY A"))
                .containsExactly("1", "2");
    }

    @Test
    void columnsAndFieldsAreAdded() throws Exception {
        tables.load(
                under.load(
                        "1",
                        WriteDisposition.ABSENT,
                        List.of(text("A"), records("S", text("B"))),
                        "{\"A\":\"x\",\"S\":[{\"B\":\"y\"}]}"),
                () -> {});
        List<Column> wider = List.of(records("S", text("IN"), records("T", text("D"))), text("Z"));
        tables.load(
                under.load(
                        "2",
                        WriteDisposition.APPEND,
                        wider,
                        "{\"S\":[{\"IN\":\"i\",\"T\":[{\"D\":\"d\"}]}],\"Z\":\"z\"}"),
                () -> {});
        assertThat(under.query("SELECT to_json(r) FROM demo.demo.\"a table\" r ORDER BY A NULLS LAST"))
                .containsExactly(
                        "{\"A\":\"x\",\"S\":[{\"B\":\"y\",\"IN\":null,\"T\":null}],\"Z\":null}",
                        "{\"A\":null,\"S\":[{\"B\":null,\"IN\":\"i\",\"T\":[{\"D\":\"d\"}]}],\"Z\":\"z\"}");
    }

    @Test
    void aColumnOfAnotherTypeIsAConflictThatChangesNothing() throws Exception {
        tables.load(
                under.load("1", WriteDisposition.ABSENT, List.of(records("S", text("B"))), "{\"S\":[{\"B\":\"y\"}]}"),
                () -> {});
        Column number = new Column(0, "B", ColumnType.INTEGER, false, List.of());
        Load other =
                under.load("2", WriteDisposition.APPEND, List.of(text("A"), records("S", number)), "{\"A\":\"x\"}");
        assertThatThrownBy(() -> tables.load(other, () -> {}))
                .isInstanceOf(DestinationException.class)
                .hasMessageContainingAll("column S.B", "STRING", "INTEGER");
        assertThat(under.query("SELECT column_name FROM (DESCRIBE demo.demo.\"a table\")"))
                .containsExactly("S");
    }

    /** An error in the middle of the rows. */
    @Test
    void aLoadThatFailsLeavesTheTableAsItWas() throws Exception {
        tables.load(under.one("1", WriteDisposition.ABSENT), () -> {});
        Load broken = under.load("2", WriteDisposition.TRUNCATE, List.of(text("A")), "{\"A\":\"x\"}", "{\"A\":");
        assertThatThrownBy(() -> tables.load(broken, () -> {})).isInstanceOf(DestinationException.class);
        assertThat(under.query("SELECT A FROM demo.demo.\"a table\"")).containsExactly("1");
        assertThat(tables.load(under.one("2", WriteDisposition.TRUNCATE), () -> {})
                        .rows())
                .isEqualTo(1);
    }

    @Test
    void aTableOfNoRowsHasItsColumns() throws Exception {
        TableSchema schema = TableSchema.of(List.of(), true);
        assertThat(tables.load(new Load("1", TABLE, WriteDisposition.ABSENT, schema, List.of()), () -> {}))
                .isEqualTo(new TableStore.Loaded(0, 7));
        assertThat(under.query("SELECT column_name FROM (DESCRIBE demo.demo.\"a table\")"))
                .hasSize(7);
    }

    /** To DuckDB a name may be a pattern, and {@code A=x} a folder of rows whose A is x. */
    @ParameterizedTest
    @ValueSource(strings = {"A=x", "B=x", "d[1]", "a*b", "it's", "a b", "%41"})
    void theFolderOfTheTablesIsNoPartOfThem(String name) throws Exception {
        Path place = Files.createDirectories(folder.resolve(name));
        Path other = Files.createDirectories(folder.resolve("d1/bigquery/.demo.duckdb.tmp"));
        Files.writeString(other.resolve("joined.ndjson"), "{\"A\":\"of another server\"}\n");
        DuckUnderTest there = new DuckUnderTest(place);
        assertThat(there.tables
                        .load(there.one("1", WriteDisposition.ABSENT), () -> {})
                        .rows())
                .isEqualTo(1);
        assertThat(there.query("SELECT A FROM demo.demo.\"a table\"")).containsExactly("1");
    }

    /** They take turns, since a file of DuckDB is open once. */
    @Test
    void loadsOfOneProjectAtTheSameTimeAreAllDone() throws Exception {
        tables.load(under.one("0", WriteDisposition.ABSENT), () -> {});
        List<Load> loads = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            loads.add(under.one(Integer.toString(i), WriteDisposition.APPEND));
        }
        List<CompletableFuture<Void>> all = loads.stream()
                .map(load -> CompletableFuture.runAsync(() -> {
                    try {
                        tables.load(load, () -> {});
                    } catch (DestinationException e) {
                        throw new CompletionException(e);
                    }
                }))
                .toList();
        assertThat(all).allSatisfy(CompletableFuture::join);
        assertThat(tables.load(loads.get(0), () -> {}).rows()).isEqualTo(7);
    }

    /** As where a file was cut between its writing and its reading. */
    @Test
    void rowsThatAreMissingAreMissed() throws Exception {
        tables.load(under.one("1", WriteDisposition.ABSENT), () -> {});
        Load one = under.one("2", WriteDisposition.APPEND);
        Shard shard = one.shards().get(0);
        Load less = new Load(
                one.id(),
                one.table(),
                one.disposition(),
                one.schema(),
                List.of(new Shard(shard.file(), 2, shard.columns())));
        assertThatThrownBy(() -> tables.load(less, () -> {}))
                .isInstanceOf(DestinationException.class)
                .hasMessageContaining("of 2 rows 1 came into table");
        assertThat(tables.load(one, () -> {}).rows()).isEqualTo(2);
    }

    /** More than DuckDB may have in memory is put into a file for a while, which a process that was killed may leave. */
    @Test
    void nothingLiesBesideTheFileAfterALoad() throws Exception {
        Path left = Files.createDirectories(folder.resolve("bigquery/.demo.duckdb.tmp"));
        Files.writeString(left.resolve("duckdb_temp_storage-0.tmp"), "of a process that was killed");
        tables.load(under.one("1", WriteDisposition.ABSENT), () -> {});
        assertThat(left).doesNotExist();
        try (Stream<Path> files = Files.list(folder.resolve("bigquery"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("demo.duckdb");
        }
        assertThat(Path.of(".tmp")).doesNotExist();
    }
}
