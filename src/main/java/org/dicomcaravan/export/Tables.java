package org.dicomcaravan.export;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectHeaders;
import org.dicomcaravan.destination.TableStore;
import org.dicomcaravan.destination.rows.BatchRows;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.io.Scratch;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.table.InstanceRow;
import org.dicomcaravan.table.MetadataRow;
import org.dicomcaravan.table.RowRoom;
import org.dicomcaravan.table.TableSchema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Instances as rows, rows in batches, batches in a table. The bean {@code tables} of the routes. Thread-safe. */
public final class Tables {

    private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TableStore tables;
    private final BatchRows shards;
    private final Scratch scratch;
    private final long mostOfRow;
    private final LargeRows large = new LargeRows();

    /**
     * Puts rows into these tables.
     *
     * @param mostOfRow bytes that a row may have
     */
    Tables(TableStore tables, BatchRows shards, Scratch scratch, long mostOfRow) {
        this.tables = tables;
        this.shards = shards;
        this.scratch = scratch;
        this.mostOfRow = mostOfRow;
    }

    /** The row of an instance, which may hold up other large ones until the exchange is done. */
    InstanceRow row(InstanceRun instance, Export.Result result, Exchange exchange)
            throws ExportFailure, IOException, DicomException {
        LargeRows.Turn turn = large.turn(instance.batch()::stopIfAsked);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                turn.close();
            }
        });
        RowRoom room = RowRoom.ofHeap(mostOfRow, turn::take);
        return result instanceof Export.Rows rows
                ? row(instance, rows.target().namesSource(), rows.target().isJson(), room)
                : row(instance, false, false, room);
    }

    private InstanceRow row(InstanceRun instance, boolean namesSource, boolean isJson, RowRoom room)
            throws ExportFailure, IOException, DicomException {
        ByteSource bytes = instance.open();
        Optional<String> source =
                Optional.of(instance.batch().export().request().store()).filter(store -> namesSource);
        try (DicomObject opened = DicomObject.open(bytes, scratch.share(instance.batch()::stopIfAsked))) {
            return isJson
                    ? new InstanceRow(
                            MetadataRow.of(opened, bytes.size(), instance.modified(), source, room)
                                    .row(),
                            List.of(),
                            0)
                    : InstanceRow.of(opened, bytes.size(), instance.modified(), source, room);
        } catch (IOException | DicomException e) {
            bytes.close();
            throw e;
        }
    }

    /** A row as Camel's {@code google-bigquery:} endpoint takes it: a value a column, JSON as its text. */
    public Map<String, Object> fields(InstanceRow row) {
        Map<String, Object> fields = JSON.convertValue(row.row(), new TypeReference<>() {});
        fields.computeIfPresent(
                MetadataRow.METADATA, (name, value) -> row.row().path(name).toString());
        return fields;
    }

    /**
     * Adds the row that the body is to its batch.
     *
     * @throws ExportFailure if it has too many bytes; then it is to be taken back
     */
    public void add(InstanceRow row, Exchange exchange) throws DestinationException, ExportFailure {
        BatchKey batch = BatchKey.parse(exchange.getMessage().getHeader(ObjectHeaders.BATCH, String.class));
        String key = exchange.getMessage().getHeader(ObjectHeaders.INSTANCE, String.class);
        long bytes = shards.add(batch, key, row);
        if (bytes > mostOfRow) {
            throw new ExportFailure(RpcCode.RESOURCE_EXHAUSTED, RowRoom.tooLarge(bytes, mostOfRow), null);
        }
    }

    /**
     * Loads the rows of all batches that were committed, if the operation writes a table and did not fail.
     *
     * @param checkpoint is run now and then; what it throws ends the work, which goes on at the next start
     * @return what came of it, a sentence for the operation's log
     */
    Optional<String> load(Operation operation, Runnable checkpoint) throws DestinationException {
        ExportTarget target = SavedExport.of(operation).request().target();
        if (operation.stopReason().isPresent() || !(target instanceof ExportTarget.Table table)) {
            return Optional.empty();
        }
        List<Shard> rows = rows(shards, operation, checkpoint);
        TableSchema schema = table.isJson()
                ? TableSchema.ofMetadata(table.namesSource())
                : TableSchema.of(rows.stream().map(Shard::columns).toList(), table.namesSource());
        TableStore.Loaded loaded = tables.load(
                new TableStore.Load(operation.name(), table.table(), table.disposition(), schema, rows), checkpoint);
        String remark = "Table " + table.table().uri() + " has " + loaded.rows() + " rows and " + loaded.columns()
                + " columns now.";
        LOG.info("{}: {}", operation.name(), remark);
        return Optional.of(remark);
    }

    /**
     * Lets go of what was begun of the load of an operation that failed, or was cancelled while it waited.
     *
     * @return what became of it, a sentence for the operation's log; empty if nothing was begun
     */
    Optional<String> abandon(Operation operation) {
        ExportTarget target = SavedExport.of(operation).request().target();
        return operation.stopReason().isPresent() && target instanceof ExportTarget.Table table
                ? tables.abandon(operation.name(), table.table())
                : Optional.empty();
    }

    /**
     * The rows of all batches of an operation that were committed.
     *
     * @param checkpoint is run now and then; what it throws ends the work
     * @throws DestinationException unless there is one for each instance that was exported
     */
    static List<Shard> rows(BatchRows shards, Operation operation, Runnable checkpoint) throws DestinationException {
        try {
            List<Shard> found = shards.of(operation.id(), checkpoint);
            long rows = Shard.rows(found);
            if (rows != operation.counters().success()) {
                throw new DestinationException(
                        RpcCode.DATA_LOSS,
                        operation.counters().success() + " instances were exported, and the rows of " + rows
                                + " are there: somebody removed files from where rows are kept, or a step of a route"
                                + " holds rows back; export again");
            }
            return found;
        } catch (DestinationException e) {
            throw e;
        } catch (IOException e) {
            throw new DestinationException(
                    RpcCode.INTERNAL,
                    false,
                    "the rows of operation " + operation.id() + " can't be read: " + e.getMessage(),
                    e);
        }
    }
}
