package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomcaravan.destination.duckdb.DuckQueries;
import org.dicomcaravan.destination.duckdb.DuckTables;
import org.dicomcaravan.destination.duckdb.QueryException;
import org.dicomcaravan.samples.Samples;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code query}: asks the tables in a data folder, without a server. */
@Command(
        name = "query",
        description =
                "Asks the tables that exports made, in SQL as DuckDB has it; without SQL, lists them. Reads the data"
                        + " folder, with or without a server, and changes nothing.",
        footer = {
            "%nExamples:",
            "  caravan query",
            "  caravan query \"SELECT Modality, count(*) FROM demo.first.instances GROUP BY Modality\"",
            "  caravan query 'SELECT * FROM \"my-project\".first.instances LIMIT 1' --format json",
            "  caravan query \"SUMMARIZE demo.first.instances\" --format csv"
        })
final class QueryCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String GOOGLE = "google";

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SQL",
            description =
                    "A question: SELECT, WITH, FROM, DESCRIBE, SUMMARIZE … Tables are PROJECT.DATASET.TABLE, names"
                            + " with a dash or a space in double quotes.")
    private Optional<String> sql = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "The server's data. Default: data")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "table, csv, or json: an object a line. Default: table")
    private Optional<QueryFormat> format = Optional.empty();

    @Mixin
    private JsonFlag json;

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many rows a table shows at most. Default: 100")
    private long maxRows;

    @Option(names = "--profile", hidden = true)
    private Optional<String> profile = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (profile.equals(Optional.of(GOOGLE))) {
            throw new QueryException("with the profile google tables are in BigQuery, not here: ask them with"
                    + " `bq query --use_legacy_sql=false`, or in the console");
        }
        if (json.wanted() && format.isPresent()) {
            throw Caravan.usage(spec, "--json prints one array, and --format json an object a line: give one of them");
        }
        Path root = DuckTables.root(data.orElseGet(() -> Home.folder("data")));
        DuckQueries queries = new DuckQueries(root, PATIENCE, this::tell);
        if (!queries.hasDatabase()) {
            throw new QueryException(
                    "there are no tables in " + root + " yet; make one: caravan export " + Samples.STORE
                            + " bq://demo.first.instances"
                            + data.map(folder -> " --data " + folder).orElse(""));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (sql.isPresent()) {
            queries.run(sql.get(), printer(out));
        } else if (json.wanted()) {
            JsonArray tables = new JsonArray(out);
            queries.tables().forEach(table -> tables.add(json(table)));
            tables.end();
        } else {
            list(queries.tables(), out, format.orElse(QueryFormat.TABLE));
        }
        out.flush();
        return ExitCode.OK;
    }

    private DuckQueries.Reader printer(PrintWriter out) {
        if (json.wanted()) {
            return answer -> QueryOutput.jsonArray(out, answer);
        }
        return switch (format.orElse(QueryFormat.TABLE)) {
            case TABLE -> answer -> QueryOutput.table(out, answer, maxRows);
            case CSV -> answer -> QueryOutput.csv(out, answer);
            case JSON -> answer -> QueryOutput.json(out, answer);
        };
    }

    private static void list(List<DuckQueries.Table> tables, PrintWriter out, QueryFormat format) {
        if (format == QueryFormat.TABLE) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("TABLE", "ROWS", "COLUMNS"));
            tables.forEach(table ->
                    rows.add(List.of(table.name(), Long.toString(table.rows()), Long.toString(table.columns()))));
            Output.table(out, rows);
            return;
        }
        if (format == QueryFormat.CSV) {
            out.println("table,rows,columns");
        }
        tables.forEach(table ->
                out.println(format == QueryFormat.CSV ? csv(table) : json(table).toString()));
    }

    private static String csv(DuckQueries.Table table) {
        return QueryOutput.field(table.name()) + "," + table.rows() + "," + table.columns();
    }

    private static ObjectNode json(DuckQueries.Table table) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("table", table.name())
                .put("rows", table.rows())
                .put("columns", table.columns());
    }

    private void tell(String notice) {
        spec.commandLine().getErr().println("caravan: " + notice);
        spec.commandLine().getErr().flush();
    }
}
