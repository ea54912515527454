package org.dicomcaravan.export;

import java.io.Closeable;
import java.util.function.Supplier;
import org.dicomcaravan.access.AuditLog;
import org.dicomcaravan.access.policy.ServiceAccounts;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.destination.ObjectStore;
import org.dicomcaravan.destination.TableStore;
import org.dicomcaravan.destination.duckdb.ParquetFiles;
import org.dicomcaravan.destination.rows.BatchRows;
import org.dicomcaravan.io.Scratch;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.operation.Patience;
import org.dicomcaravan.store.Stores;
import org.dicomcaravan.transcode.guard.TranscoderChain;

/**
 * The beans that the routes of an export name, each under the name of its class, and what these share: the leases that are
 * renewed for them, and the trouble that this process has. Thread-safe.
 */
public record Pipeline(
        Exports exports,
        Planner planner,
        BatchRuns batchRuns,
        Instances instances,
        Deliveries deliveries,
        Tables tables,
        RowsFiles rowsFiles,
        Ending ending,
        Resumption resumption,
        ErrorPolicy errorPolicy,
        LeaseKeeper leases,
        OwnTrouble trouble)
        implements Closeable {

    /**
     * What a site can set.
     *
     * @param batches how large they may be
     * @param patience with what is away
     * @param worker this process among those that work on the same state
     * @param scratch for data sets that have to be inflated before they are read
     * @param mostOfRow bytes that the row of an instance may have
     * @param resumes whether it goes on with what earlier processes left unfinished
     */
    public record Settings(
            BatchLimits batches, Patience patience, Worker worker, Scratch scratch, long mostOfRow, boolean resumes) {}

    /**
     * What the site lets exports do, and where it is written down what they did.
     *
     * @param accounts what may be written for which project; asked for at each export
     * @param mostUnfinished operations of a project that are not done
     */
    public record Oversight(Supplier<ServiceAccounts> accounts, int mostUnfinished, AuditLog audit) {}

    /**
     * Where objects and rows go: the buckets, the tables, what is on its way to these, who makes a file of it, and the end
     * of a batch.
     */
    public record Destination(
            ObjectStore objects, TableStore tables, BatchRows rows, ParquetFiles parquet, ObjectCommits commits) {}

    /**
     * Makes the beans over a state, and between stores and a destination.
     *
     * @param state for work, which may wait for it
     * @param calls the same for what a caller waits for
     */
    public static Pipeline of(
            OperationStore state,
            OperationStore calls,
            Stores stores,
            TranscoderChain transcoders,
            Destination destination,
            Oversight oversight,
            Settings settings) {
        ExportLookup lookup = new ExportLookup(stores, transcoders, destination.objects(), destination.tables());
        Tables tables = new Tables(destination.tables(), destination.rows(), settings.scratch(), settings.mostOfRow());
        Rights rights = new Rights(oversight.accounts());
        ProjectQuota quota = new ProjectQuota(calls.operations(), oversight.mostUnfinished());
        LeaseKeeper leases = new LeaseKeeper(settings.worker().lease());
        OwnTrouble trouble = new OwnTrouble(state, settings.worker());
        HeldClaims claims = new HeldClaims(state.claims(), leases, settings.worker(), trouble);
        BatchRuns batchRuns = new BatchRuns(
                state, lookup, destination.commits(), destination.rows(), settings.worker(), leases, trouble);
        return new Pipeline(
                new Exports(
                        calls.operations(),
                        lookup,
                        destination.objects(),
                        destination.tables(),
                        rights,
                        quota,
                        settings.worker().isAlone() || destination.rows().isShared()),
                new Planner(state, lookup, settings.batches(), claims),
                batchRuns,
                new Instances(transcoders, tables, destination.commits()),
                new Deliveries(),
                tables,
                new RowsFiles(state, destination.rows(), destination.parquet(), destination.commits()),
                new Ending(
                        state,
                        batchRuns,
                        destination.commits(),
                        tables,
                        oversight.audit(),
                        settings.patience(),
                        claims,
                        trouble),
                new Resumption(state, batchRuns, settings.worker(), trouble, settings.resumes()),
                new ErrorPolicy(),
                leases,
                trouble);
    }

    @Override
    public void close() {
        leases.close();
    }
}
