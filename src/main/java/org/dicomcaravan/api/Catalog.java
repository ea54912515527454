package org.dicomcaravan.api;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.ResourceName;
import org.dicomcaravan.api.wire.ResourceName.Dataset;
import org.dicomcaravan.api.wire.ResourceName.DicomStore;
import org.dicomcaravan.api.wire.ResourceName.Location;
import org.dicomcaravan.api.wire.ResourceName.OperationName;
import org.dicomcaravan.api.wire.ResourceName.Project;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/**
 * What there is: the stores, and the datasets, locations and projects that their names imply, and those of operations,
 * which outlive the stores that they were called on. Thread-safe, and as current as the names it is given.
 */
final class Catalog {

    /** Stands for any project: nothing else tells a client which projects there are. */
    static final String ANY = "-";

    private final Supplier<Collection<String>> stores;
    private final Supplier<Collection<String>> datasets;

    /**
     * A catalog of what has a name; asked for anew at each call.
     *
     * @param stores full names of all stores
     * @param datasets full names of the datasets that have an operation
     */
    Catalog(Supplier<Collection<String>> stores, Supplier<Collection<String>> datasets) {
        this.stores = stores;
        this.datasets = datasets;
    }

    /** The stores of a dataset, by name. */
    List<DicomStore> stores(Dataset dataset) {
        return sorted(stores().filter(store -> store.dataset().equals(dataset)));
    }

    /** The datasets of a location, by name. */
    List<Dataset> datasets(Location location) {
        return sorted(datasets().filter(dataset -> dataset.location().equals(location)));
    }

    /** The locations of a project, by name; those of all projects for {@code projects/-}, as in AIP-159. */
    List<Location> locations(Project project) {
        return sorted(datasets()
                .map(Dataset::location)
                .filter(location ->
                        project.id().equals(ANY) || location.project().equals(project)));
    }

    private Stream<DicomStore> stores() {
        return names(stores).filter(DicomStore.class::isInstance).map(DicomStore.class::cast);
    }

    private Stream<Dataset> datasets() {
        return Stream.concat(
                stores().map(DicomStore::dataset),
                names(datasets).filter(Dataset.class::isInstance).map(Dataset.class::cast));
    }

    private static Stream<ResourceName> names(Supplier<Collection<String>> names) {
        return names.get().stream().map(name -> ResourceName.of(List.of(name.split("/"))));
    }

    private static <T> List<T> sorted(Stream<T> names) {
        return names.distinct()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    /**
     * Refuses a call on something that is not there, as Google does: 404 for a store of a dataset that exists, else
     * 403, which tells nobody whether it exists.
     *
     * @param permission that the call needs
     * @throws ApiException if the resource, or the dataset of an operation, does not exist
     */
    void require(ResourceName resource, String permission) throws ApiException {
        if (resource instanceof DicomStore store) {
            requireDataset(store.dataset(), permission);
            if (!stores(store.dataset()).contains(store)) {
                throw missing(store);
            }
        } else if (resource instanceof OperationName operation) {
            requireDataset(operation.dataset(), permission);
        } else if (resource instanceof Dataset dataset) {
            requireDataset(dataset, permission);
        } else if (resource instanceof Location location && datasets(location).isEmpty()) {
            throw denied(location, permission);
        } else if (resource instanceof Project project && locations(project).isEmpty()) {
            throw denied(project, permission);
        }
    }

    private void requireDataset(Dataset dataset, String permission) throws ApiException {
        if (stores(dataset).isEmpty() && datasets().noneMatch(dataset::equals)) {
            throw denied(dataset, permission);
        }
    }

    /** The answer for a store that is not there. */
    static ApiException missing(DicomStore store) {
        return new ApiException(RpcCode.NOT_FOUND, "DICOM store " + shown(store) + " does not exist.");
    }

    /** Whether a resource is there. */
    boolean has(ResourceName resource) {
        try {
            require(resource, "");
            return true;
        } catch (ApiException e) {
            return false;
        }
    }

    private static ApiException denied(ResourceName resource, String permission) {
        return ApiException.denied(permission, resource.toString());
    }

    private static String shown(ResourceName resource) {
        return Quoted.of(resource.toString());
    }
}
