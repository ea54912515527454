package org.dicomcaravan.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.duckdb.ParquetFiles;
import org.dicomcaravan.destination.rows.BatchRows;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.operation.Batch;
import org.dicomcaravan.operation.Claim;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.table.TableSchema;
import org.dicomcaravan.transcode.Content;

/**
 * The rows of an export as one object, which is delivered as all objects are, in a batch of its own behind all others. The
 * bean {@code rowsFiles} of the routes. Thread-safe.
 */
public final class RowsFiles {

    private static final String NAME = "instances.parquet";

    private final OperationStore state;
    private final BatchRows shards;
    private final ParquetFiles parquet;
    private final ObjectCommits commits;

    RowsFiles(OperationStore state, BatchRows shards, ParquetFiles parquet, ObjectCommits commits) {
        this.state = state;
        this.shards = shards;
        this.parquet = parquet;
        this.commits = commits;
    }

    /**
     * The object that a target is.
     *
     * @throws IllegalArgumentException if there can be none
     */
    static ObjectName name(ExportTarget.Parquet target) {
        return ObjectPrefix.parse(target.uriPrefix()).object(NAME);
    }

    /** An object on its way, and the batch that it is. */
    record RowsFile(ObjectName name, BatchKey batch, FileContent content) {}

    /** The bytes of a file. */
    record FileContent(Path file, long length) implements Content {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }

    /** The body becomes the file of all rows, or null where none is wanted, or the operation failed. */
    public RowsFile write(Exchange exchange) throws DestinationException {
        long id = exchange.getProperty(ExportProperties.OPERATION, Long.class);
        Operation operation = state.operations().require(id);
        ExportTarget target = SavedExport.of(operation).request().target();
        if (operation.stopReason().isPresent() || !(target instanceof ExportTarget.Parquet wanted)) {
            return null;
        }
        Runnable checkpoint = HeldClaims.checkpoint(exchange, state.operations());
        List<Shard> rows = Tables.rows(shards, operation, checkpoint);
        TableSchema schema = TableSchema.of(rows.stream().map(Shard::columns).toList(), false);
        try {
            Path file = shards.beside(id, NAME);
            long count = parquet.write(schema, rows, file, checkpoint);
            ObjectName name = name(wanted);
            exchange.setProperty(
                    ExportProperties.REMARK,
                    "Object " + name + " has " + count + " rows and "
                            + schema.columns().size() + " columns.");
            BatchKey batch = key(exchange);
            commits.begin(batch, checkpoint);
            return new RowsFile(name, batch, new FileContent(file, Files.size(file)));
        } catch (DestinationException e) {
            throw e;
        } catch (IOException e) {
            throw new DestinationException(
                    RpcCode.INTERNAL, false, "the rows of operation " + id + " can't be kept: " + FileProblem.of(e), e);
        }
    }

    /** Makes the object visible, and safe. */
    public void commit(Exchange exchange) throws DestinationException {
        commits.commit(key(exchange));
    }

    /** Whoever ends the operation after this one makes another attempt. */
    private static BatchKey key(Exchange exchange) {
        Claim claim = HeldClaims.of(exchange);
        return new BatchKey(claim.operation(), Batch.OF_WHOLE, (int) claim.fence());
    }
}
