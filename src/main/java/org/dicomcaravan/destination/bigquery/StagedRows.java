package org.dicomcaravan.destination.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.LoadJobConfiguration;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.TableStore.Load;
import org.dicomcaravan.destination.rows.Shard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows that lie in Cloud Storage while a job reads them, an object a batch. */
final class StagedRows implements RowSource {
    private static final Logger LOG = LoggerFactory.getLogger(StagedRows.class);

    private final Staging staging;

    StagedRows(Staging staging) {
        this.staging = staging;
    }

    @Override
    public void start(BigQuery bigQuery, JobId id, LoadPlan plan, Load load, Runnable checkpoint)
            throws DestinationException {
        int number = 0;
        for (Shard shard : load.shards()) {
            checkpoint.run();
            staging.upload(shard.file(), object(load.id(), number++ + ".ndjson"));
        }
        if (load.shards().isEmpty()) {
            new SentRows().start(bigQuery, id, plan, load, checkpoint); // a name with * that nothing fits is an error
            return;
        }
        // BigQuery takes ten million objects by one name with *, but no more than ten thousand names
        String all = object(load.id(), "*").uri();
        bigQuery.create(
                JobInfo.newBuilder(plan.to(LoadJobConfiguration.newBuilder(plan.table(), all, FormatOptions.json()))
                                .build())
                        .setJobId(id)
                        .build());
    }

    @Override
    public void over(String load) {
        try {
            staging.deleteAll(object(load, ""));
        } catch (DestinationException e) {
            LOG.warn("Rows that are loaded stay under {}*: {}", object(load, "").uri(), e.getMessage());
        }
    }

    private ObjectName object(String load, String name) {
        return staging.object(load.replaceAll("[^A-Za-z0-9-]", "_") + "_" + name);
    }
}
