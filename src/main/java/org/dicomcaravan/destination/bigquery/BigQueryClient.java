package org.dicomcaravan.destination.bigquery;

import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.component.google.bigquery.GoogleBigQueryConnectionFactory;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.rpc.RpcCode;

/**
 * The client of BigQuery, with the credentials that Camel's connection factory finds; made when it is first needed, since
 * a server that writes no tables needs none. Thread-safe.
 */
public final class BigQueryClient {
    /** What an emulator takes for the project of jobs. */
    private static final String EMULATED_PROJECT = "caravan";
    /** How long a call is tried again by itself; longer outages are for the routes, and for whoever called. */
    private static final RetrySettings RETRIES = RetrySettings.newBuilder()
            .setInitialRetryDelayDuration(Duration.ofMillis(250))
            .setRetryDelayMultiplier(2)
            .setMaxRetryDelayDuration(Duration.ofSeconds(4))
            .setInitialRpcTimeoutDuration(Duration.ofSeconds(60))
            .setMaxRpcTimeoutDuration(Duration.ofSeconds(60))
            .setTotalTimeoutDuration(Duration.ofSeconds(8))
            .build();

    private final GoogleBigQueryConnectionFactory factory;

    private BigQueryClient(GoogleBigQueryConnectionFactory factory) {
        this.factory = factory;
    }

    /**
     * Connects to BigQuery with the application default credentials, or to an emulator without any.
     *
     * @param endpoint the emulator's root URL, such as {@code http://127.0.0.1:9050}; empty for Google's own
     * @param project that pays for what is asked without naming one; empty for that of the credentials
     */
    public static BigQueryClient of(Optional<String> endpoint, Optional<String> project) {
        return new BigQueryClient(endpoint.map(url -> new GoogleBigQueryConnectionFactory(BigQueryOptions.newBuilder()
                        .setHost(url)
                        .setProjectId(project.orElse(EMULATED_PROJECT))
                        .setCredentials(NoCredentials.getInstance())
                        .setRetrySettings(RETRIES)
                        .build()
                        .getService()))
                .orElseGet(() -> new Patient(project)));
    }

    /** The {@code connectionFactory} of Camel's {@code google-bigquery:} endpoints. */
    public GoogleBigQueryConnectionFactory connectionFactory() {
        return factory;
    }

    /**
     * Google's client.
     *
     * @throws DestinationException if there are no credentials
     */
    BigQuery get() throws DestinationException {
        try {
            return factory.getDefaultClient();
        } catch (Exception e) { // as Camel declares it; what it does is to look for credentials
            throw new DestinationException(
                    RpcCode.UNAUTHENTICATED,
                    false,
                    "there are no credentials for BigQuery: set GOOGLE_APPLICATION_CREDENTIALS, or run gcloud auth"
                            + " application-default login (" + e.getMessage() + ")",
                    e);
        }
    }

    /**
     * Google's client for the jobs of a project: an upload becomes a job of its client's project, whatever the id of the
     * job says.
     */
    BigQuery of(String project) throws DestinationException {
        return get().getOptions().toBuilder().setProjectId(project).build().getService();
    }

    /** Camel's own, but its client gives up before the caller of an export does. */
    private static final class Patient extends GoogleBigQueryConnectionFactory {
        private final Optional<String> project;
        private BigQuery patient;

        Patient(Optional<String> project) {
            this.project = project;
        }

        @Override
        public synchronized BigQuery getDefaultClient() throws Exception {
            if (patient == null) {
                BigQueryOptions options = super.getDefaultClient().getOptions();
                patient = options.toBuilder()
                        .setProjectId(project.orElse(options.getProjectId()))
                        .setRetrySettings(RETRIES)
                        .build()
                        .getService();
            }
            return patient;
        }
    }
}
