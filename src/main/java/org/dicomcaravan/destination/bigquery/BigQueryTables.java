package org.dicomcaravan.destination.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import java.math.BigInteger;
import java.util.Optional;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableStore;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables of BigQuery. A load is one job, which BigQuery does as a whole or not at all, and whose id follows from the
 * load: whoever does the load again finds the job. Thread-safe.
 */
public final class BigQueryTables implements TableStore {
    private static final Logger LOG = LoggerFactory.getLogger(BigQueryTables.class);

    private final BigQueryClient client;
    private final Optional<String> project;
    private final RowSource rows;

    /**
     * Tables that a client reaches.
     *
     * @param project that pays for jobs; empty for that of the table
     * @param staging where rows lie while they are loaded; empty to send them with the job
     */
    public BigQueryTables(BigQueryClient client, Optional<String> project, Optional<Staging> staging) {
        this.client = client;
        this.project = project;
        this.rows = staging.<RowSource>map(StagedRows::new).orElseGet(SentRows::new);
    }

    @Override
    public Optional<DestinationException> refusal(TableUri table, WriteDisposition disposition)
            throws DestinationException {
        try {
            BigQuery bigQuery = client.get();
            if (bigQuery.getDataset(dataset(table)) == null) {
                return Optional.of(BigQueryErrors.noDataset(table));
            }
            return refusal(bigQuery.getTable(id(table)), table, disposition);
        } catch (BigQueryException e) {
            throw BigQueryErrors.of(e, table);
        }
    }

    private static Optional<DestinationException> refusal(Table there, TableUri table, WriteDisposition disposition) {
        return there == null
                ? Optional.empty()
                : disposition.refusal(table, BigInteger.ZERO.equals(there.getNumRows()));
    }

    @Override
    public Optional<String> abandon(String id, TableUri table) {
        String payer = project.orElse(table.project());
        try {
            BigQuery bigQuery = client.of(payer);
            Dataset dataset = bigQuery.getDataset(dataset(table));
            Optional<String> location = Optional.ofNullable(dataset).map(Dataset::getLocation);
            return new AbandonedJobs(bigQuery, new JobIds(id, payer, location)).stop(table);
        } catch (BigQueryException | DestinationException e) {
            LOG.warn("The load {} can't be looked for in BigQuery", id, e);
            return Optional.of("BigQuery can't be asked whether a load of table " + table.uri()
                    + " was begun, and stopped (" + e.getMessage() + "): look at the table.");
        } finally {
            rows.over(id);
        }
    }

    @Override
    public Loaded load(Load load, Runnable checkpoint) throws DestinationException {
        try {
            String payer = project.orElse(load.table().project());
            BigQuery bigQuery = client.of(payer);
            Dataset dataset = bigQuery.getDataset(dataset(load.table()));
            if (dataset == null) {
                throw BigQueryErrors.noDataset(load.table());
            }
            JobIds ids = new JobIds(load.id(), payer, Optional.ofNullable(dataset.getLocation()));
            new LoadJob(bigQuery, ids, load, checkpoint, rows).run(() -> plan(bigQuery, load));
            Table table = bigQuery.getTable(id(load.table()));
            return new Loaded(
                    table.getNumRows().longValueExact(),
                    schema(table).getFields().size());
        } catch (BigQueryException e) {
            throw BigQueryErrors.of(e, load.table());
        }
    }

    /** What a job has to do, now that none was made yet. */
    private static LoadPlan plan(BigQuery bigQuery, Load load) throws DestinationException {
        Table there = bigQuery.getTable(id(load.table()));
        Optional<DestinationException> refusal = refusal(there, load.table(), load.disposition());
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        boolean widens = there != null && load.disposition() == WriteDisposition.APPEND;
        Schema schema = widens
                ? Fields.widened(
                        load.table().uri(), schema(there), load.schema().columns())
                : Fields.of(load.schema().columns());
        return new LoadPlan(id(load.table()), schema, load.disposition(), widens);
    }

    private static Schema schema(Table table) {
        Schema schema = table.getDefinition().getSchema();
        return schema == null ? Schema.of() : schema;
    }

    private static DatasetId dataset(TableUri table) {
        return DatasetId.of(table.project(), table.dataset());
    }

    private static TableId id(TableUri table) {
        return TableId.of(table.project(), table.dataset(), table.table());
    }
}
