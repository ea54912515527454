package org.dicomcaravan.export;

import java.util.Optional;
import java.util.function.Supplier;
import org.dicomcaravan.access.policy.ServiceAccounts;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.operation.Operations;
import org.dicomcaravan.rpc.RpcCode;

/**
 * What an export may reach, whoever asks for it: the buckets and datasets that the service account of its store's project has
 * rights on, and so many operations at a time. Refusals are in Google's words, and the same whether the place is there or not.
 * Thread-safe.
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
    private final Operations operations;
    private final int mostUnfinished;

    /**
     * Rights of all projects.
     *
     * @param accounts asked for at each export
     * @param mostUnfinished operations of a project that are not done
     */
    Rights(Supplier<ServiceAccounts> accounts, Operations operations, int mostUnfinished) {
        this.accounts = accounts;
        this.operations = operations;
        this.mostUnfinished = mostUnfinished;
    }

    /** Refuses a destination, or a filter, that the project has no right to. A name that is none is somebody else's to say. */
    void require(ExportRequest request) throws ExportRefused {
        String project = project(request);
        if (request.target().prefix().isPresent()) {
            requireBucket(project, request.target().prefix().get(), "gcsDestination.uriPrefix");
        }
        if (request.target() instanceof ExportTarget.Table table) {
            requireDataset(project, table.table());
        }
        if (request.filterGcsUri().isPresent()) {
            requireFilter(project, request.filterGcsUri().get());
        }
    }

    private void requireBucket(String project, String uri, String field) throws ExportRefused {
        Optional<String> bucket = parsed(() -> ObjectPrefix.parse(uri).bucket());
        if (bucket.isPresent() && !accounts.get().mayUseBucket(project, bucket.get())) {
            throw refused(NO_RIGHT_TO_BUCKET, project, "bucket gs://" + bucket.get(), field);
        }
    }

    private void requireFilter(String project, String uri) throws ExportRefused {
        Optional<String> bucket = parsed(() -> ObjectName.parse(uri).bucket());
        if (bucket.isPresent() && !accounts.get().mayUseBucket(project, bucket.get())) {
            throw refused(
                    NO_RIGHT_TO_BUCKET, project, "bucket gs://" + bucket.get(), "filterConfig.resourcePathsGcsUri");
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

    /** Refuses one operation more than a project may have at a time. */
    void requireRoom(ExportRequest request) throws ExportRefused {
        String project = project(request);
        if (operations.unfinished(project) >= mostUnfinished) {
            throw new ExportRefused(
                    RpcCode.RESOURCE_EXHAUSTED,
                    "Quota exceeded: " + project + " has " + mostUnfinished
                            + " operations that are not done; wait until some are, or cancel some.",
                    Optional.empty());
        }
    }

    private static String project(ExportRequest request) {
        return request.store().substring(0, request.store().indexOf("/locations/"));
    }
}
