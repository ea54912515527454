package org.dicomcaravan.export;

import java.util.Optional;
import java.util.function.Supplier;
import org.dicomcaravan.access.policy.ServiceAccounts;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.rpc.RpcCode;

/**
 * What an export may reach, whoever asks for it: the buckets and datasets that the service account of its store's project has
 * rights on. Refusals are in Google's words, and the same whether the place is there or not. Thread-safe.
 */
final class Rights {

    private static final String NO_RIGHT_TO_BUCKET =
            "Healthcare API doesn't have required Cloud Storage permission. See"
                    + " https://cloud.google.com/healthcare/docs/how-tos/permissions-healthcare-api-gcp-products for more"
                    + " information.";
    private static final String NO_RIGHT_TO_DATASET =
            "Healthcare API doesn't have required BigQuery permission: please add the required bigquery.dataEditor role"
                    + " to your project's service account.";

    private final Supplier<ServiceAccounts> accounts;

    /** Rights of all projects, asked for at each export. */
    Rights(Supplier<ServiceAccounts> accounts) {
        this.accounts = accounts;
    }

    /** Refuses a destination, or a filter, that the project has no right to. A name that is none is somebody else's to say. */
    void require(ExportRequest request) throws ExportRefused {
        Optional<String> prefix = request.target().prefix();
        if (prefix.isPresent()) {
            Optional<String> bucket =
                    parsed(() -> ObjectPrefix.parse(prefix.get()).bucket());
            requireBucket(request.project(), bucket, "gcsDestination.uriPrefix");
        }
        if (request.filterGcsUri().isPresent()) {
            Optional<String> bucket =
                    parsed(() -> ObjectName.parse(request.filterGcsUri().get()).bucket());
            requireBucket(request.project(), bucket, "filterConfig.resourcePathsGcsUri");
        }
        if (request.target() instanceof ExportTarget.Table table) {
            requireDataset(request.project(), table.table());
        }
    }

    private void requireBucket(String project, Optional<String> bucket, String field) throws ExportRefused {
        if (bucket.isPresent() && !accounts.get().mayUseBucket(project, bucket.get())) {
            throw refused(NO_RIGHT_TO_BUCKET, project, "bucket gs://" + bucket.get(), field);
        }
    }

    private void requireDataset(String project, TableUri table) throws ExportRefused {
        if (!accounts.get().mayUseDataset(project, table.project(), table.dataset())) {
            throw refused(
                    NO_RIGHT_TO_DATASET,
                    project,
                    "dataset " + table.project() + "." + table.dataset(),
                    "bigqueryDestination.tableUri");
        }
    }

    private static ExportRefused refused(String words, String project, String what, String field) {
        return new ExportRefused(
                RpcCode.PERMISSION_DENIED,
                words + " The service account of " + project + " has no right on " + what
                        + ": whoever runs the server lists it among those of the project.",
                Optional.of(field));
    }

    private static Optional<String> parsed(Supplier<String> parser) {
        try {
            return Optional.of(parser.get());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
