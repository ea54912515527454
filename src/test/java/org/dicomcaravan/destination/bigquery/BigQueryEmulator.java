package org.dicomcaravan.destination.bigquery;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A BigQuery emulator, through Google's own client. */
public final class BigQueryEmulator {
    public static final String PROJECT = "demo";

    private final String endpoint;
    private final BigQuery client;

    private BigQueryEmulator(String endpoint) {
        this.endpoint = endpoint;
        this.client = BigQueryOptions.newBuilder()
                .setHost(endpoint)
                .setProjectId(PROJECT)
                .setCredentials(NoCredentials.getInstance())
                .build()
                .getService();
    }

    /** The one that the environment names; else the test is left out. */
    public static BigQueryEmulator required() {
        String endpoint = System.getenv("CARAVAN_BIGQUERY_ENDPOINT");
        assumeTrue(endpoint != null, "CARAVAN_BIGQUERY_ENDPOINT is not set: no BigQuery emulator to test with");
        return new BigQueryEmulator(endpoint);
    }

    /** Where it is. */
    public String endpoint() {
        return endpoint;
    }

    /** Google's own client of it. */
    public BigQuery client() {
        return client;
    }

    /** A new dataset. */
    public String dataset() {
        String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        client.create(DatasetInfo.of(DatasetId.of(PROJECT, name)));
        return name;
    }

    /** The first column of what a query finds, as text. */
    public List<String> query(String sql) throws InterruptedException {
        List<String> found = new ArrayList<>();
        for (FieldValueList row : client.query(QueryJobConfiguration.of(sql)).iterateAll()) {
            found.add(row.get(0).isNull() ? null : row.get(0).getStringValue());
        }
        return found;
    }
}
