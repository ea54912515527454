package org.dicomcaravan.destination.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobStatistics.LoadStatistics;
import org.dicomcaravan.destination.DestinationAwayException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableStore.Load;
import org.dicomcaravan.rpc.RpcCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A load as a job: found if it was made before, else made, and waited for. For one thread. */
final class LoadJob {
    static final int MOST_ATTEMPTS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(LoadJob.class);

    /** What is found out only where no job was made yet. */
    interface Planning {
        LoadPlan plan() throws DestinationException;
    }

    private final BigQuery bigQuery;
    private final JobIds ids;
    private final Load load;
    private final Runnable checkpoint;
    private final RowSource rows;

    LoadJob(BigQuery bigQuery, JobIds ids, Load load, Runnable checkpoint, RowSource rows) {
        this.bigQuery = bigQuery;
        this.ids = ids;
        this.load = load;
        this.checkpoint = checkpoint;
        this.rows = rows;
    }

    /**
     * Does it, or waits for whoever did.
     *
     * @throws DestinationException what the job failed for; where it may work another time, the next call makes another
     */
    void run(Planning planning) throws DestinationException {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            JobId id = ids.attempt(attempt);
            Job found = bigQuery.getJob(id);
            if (found == null) {
                start(id, planning.plan());
            }
            Job job = done(id);
            BigQueryError error = job.getStatus().getError();
            if (error == null) {
                rows.over(load.id());
                load.requireAll(((LoadStatistics) job.getStatistics()).getOutputRows());
                return;
            }
            LOG.warn("Job {} failed: {} {}", id.getJob(), error, job.getStatus().getExecutionErrors());
            if (!BigQueryErrors.isPassing(error)) {
                rows.over(load.id());
                throw BigQueryErrors.of(error, load.table());
            }
            if (found == null) {
                throw BigQueryErrors.of(error, load.table());
            }
        }
        throw new DestinationException(
                RpcCode.UNAVAILABLE,
                "table " + load.table().uri() + " can't be loaded: " + MOST_ATTEMPTS + " jobs failed in BigQuery");
    }

    private void start(JobId id, LoadPlan plan) throws DestinationException {
        try {
            rows.start(bigQuery, id, plan, load, checkpoint);
        } catch (DestinationException e) {
            if (!(e instanceof DestinationAwayException)) {
                rows.over(load.id());
            }
            throw e;
        }
    }

    private Job done(JobId id) throws DestinationException {
        return RunningJob.await(bigQuery, id, () -> {
            checkpoint.run();
            return true;
        });
    }
}
