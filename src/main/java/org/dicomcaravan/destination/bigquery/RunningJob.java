package org.dicomcaravan.destination.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobStatus;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.rpc.RpcCode;

/** A job that was made, and is waited for. */
final class RunningJob {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private RunningJob() {}

    static boolean isDone(Job job) {
        return JobStatus.State.DONE.equals(job.getStatus().getState());
    }

    /**
     * Waits until it is done.
     *
     * @param waits asked between two looks whether to go on with it
     * @return its last state; it is not done where {@code waits} said so
     */
    static Job await(BigQuery bigQuery, JobId id, BooleanSupplier waits) throws DestinationException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            Job job = bigQuery.getJob(id);
            if (job == null) {
                throw BigQueryErrors.away("job " + id.getJob() + " was made, and is not found in BigQuery", null);
            }
            if (isDone(job) || !waits.getAsBoolean()) {
                return job;
            }
            pause(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private static void pause(long millis) throws DestinationException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DestinationException(RpcCode.UNAVAILABLE, true, "interrupted while BigQuery loads a table", e);
        }
    }
}
