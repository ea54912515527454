package org.dicomcaravan.destination.bigquery;

import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.JobInfo.CreateDisposition;
import com.google.cloud.bigquery.JobInfo.SchemaUpdateOption;
import com.google.cloud.bigquery.LoadConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.TableId;
import java.util.List;
import org.dicomcaravan.destination.WriteDisposition;

/**
 * What a job has to do, whichever way the rows come.
 *
 * @param schema of the table once it is done
 * @param widens whether the table is there, and may get columns
 */
record LoadPlan(TableId table, Schema schema, WriteDisposition disposition, boolean widens) {

    /** Adds it to a job's configuration. A row that does not fit fails the job: none is left out. */
    <B extends LoadConfiguration.Builder> B to(B job) {
        job.setFormatOptions(FormatOptions.json())
                .setSchema(schema)
                .setCreateDisposition(CreateDisposition.CREATE_IF_NEEDED)
                .setWriteDisposition(
                        switch (disposition) {
                            case APPEND -> com.google.cloud.bigquery.JobInfo.WriteDisposition.WRITE_APPEND;
                            case TRUNCATE -> com.google.cloud.bigquery.JobInfo.WriteDisposition.WRITE_TRUNCATE;
                            case EMPTY, ABSENT -> com.google.cloud.bigquery.JobInfo.WriteDisposition.WRITE_EMPTY;
                        })
                .setMaxBadRecords(0)
                .setIgnoreUnknownValues(false);
        if (widens) {
            job.setSchemaUpdateOptions(List.of(SchemaUpdateOption.ALLOW_FIELD_ADDITION));
        }
        return job;
    }
}
