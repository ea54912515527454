package org.dicomcaravan.destination.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import java.time.Duration;
import java.util.Optional;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableUri;

/** The jobs of a load that is not wanted any more. For one thread. */
final class AbandonedJobs {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BigQuery bigQuery;
    private final JobIds ids;

    AbandonedJobs(BigQuery bigQuery, JobIds ids) {
        this.bigQuery = bigQuery;
        this.ids = ids;
    }

    /** Stops them; says so if one was done before that, or does not stop. */
    Optional<String> stop(TableUri table) throws DestinationException {
        for (int attempt = 1; attempt <= LoadJob.MOST_ATTEMPTS; attempt++) {
            JobId id = ids.attempt(attempt);
            Job job = bigQuery.getJob(id);
            if (job == null) {
                return Optional.empty();
            }
            if (!RunningJob.isDone(job)) {
                bigQuery.cancel(id);
                job = awaitDone(id);
            }
            if (!RunningJob.isDone(job)) {
                return Optional.of("Job " + id.getJob() + " of BigQuery was told to stop, and goes on to load table "
                        + table.uri() + ".");
            }
            if (job.getStatus().getError() == null) {
                return Optional.of("Table " + table.uri() + " was written all the same: job " + id.getJob()
                        + " of BigQuery was done before it could be stopped.");
            }
        }
        return Optional.empty();
    }

    private Job awaitDone(JobId id) throws DestinationException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        return RunningJob.await(bigQuery, id, () -> System.nanoTime() - end < 0);
    }
}
