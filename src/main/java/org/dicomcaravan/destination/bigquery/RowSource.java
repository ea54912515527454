package org.dicomcaravan.destination.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.JobId;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableStore.Load;

/** The way of rows into a job. Safe for use by many threads. */
interface RowSource {

    /**
     * Makes a job, or leaves it be if there is one of that id.
     *
     * @param checkpoint is run now and then; what it throws ends the work, and no job is made
     */
    void start(BigQuery bigQuery, JobId id, LoadPlan plan, Load load, Runnable checkpoint) throws DestinationException;

    /** Lets go of what was kept for the jobs of a load, which is over. What can't go stays, and is told. */
    void over(String load);
}
