package org.dicomcaravan.destination.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.TableDataWriteChannel;
import com.google.cloud.bigquery.WriteChannelConfiguration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableStore.Load;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.rpc.RpcCode;

/** Rows that are sent with the job, all in one upload: the job is there once the last byte is. */
final class SentRows implements RowSource {
    private static final int CHUNK = 8 * 1024 * 1024;
    private static final int PIECE = 256 * 1024;
    private static final int CONFLICT = 409;

    @Override
    public void start(BigQuery bigQuery, JobId id, LoadPlan plan, Load load, Runnable checkpoint)
            throws DestinationException {
        try {
            // not in a try with resources: closing it finishes the upload, however much of it was sent
            TableDataWriteChannel channel = bigQuery.writer(
                    id,
                    plan.to(WriteChannelConfiguration.newBuilder(plan.table(), FormatOptions.json()))
                            .build());
            channel.setChunkSize(CHUNK);
            for (Shard shard : load.shards()) {
                send(shard, channel, checkpoint);
            }
            channel.write(ByteBuffer.wrap("\n".getBytes(StandardCharsets.UTF_8))); // without a byte no job is made
            channel.close();
        } catch (BigQueryException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
        } catch (DestinationException e) {
            throw e;
        } catch (IOException e) {
            if (e.getCause() instanceof BigQueryException answer && answer.getCode() == CONFLICT) {
                return;
            }
            throw BigQueryErrors.away("rows can't be sent to " + load.table().uri() + ": " + e.getMessage(), e);
        }
    }

    private static void send(Shard shard, TableDataWriteChannel channel, Runnable checkpoint) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(PIECE);
        try (FileChannel file = FileChannel.open(shard.file(), StandardOpenOption.READ)) {
            while (read(file, buffer, shard) >= 0) {
                checkpoint.run();
                buffer.flip();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                buffer.clear();
            }
        }
    }

    /** It is this server's own disk that fails here, and not BigQuery. */
    private static int read(FileChannel file, ByteBuffer buffer, Shard shard) throws DestinationException {
        try {
            return file.read(buffer);
        } catch (IOException e) {
            throw new DestinationException(
                    RpcCode.INTERNAL,
                    false,
                    "rows can't be read again: " + shard.file().getFileName() + ": " + FileProblem.of(e),
                    e);
        }
    }

    @Override
    public void over(String load) {
        // nothing was kept
    }
}
