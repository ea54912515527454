package org.dicomcaravan.api;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.dicomcaravan.api.ResourceName.Dataset;
import org.dicomcaravan.api.ResourceName.DicomStore;
import org.dicomcaravan.api.ResourceName.Location;
import org.dicomcaravan.api.ResourceName.Project;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/**
 * What there is: the stores, and the datasets, locations and projects that their names imply. Thread-safe, and as
 * current as the names it is given.
 */
final class Catalog {

    /** Stands for any project: nothing else tells a client which projects there are. */
    private static final String ANY = "-";

    private final Supplier<Collection<String>> names;

    /** A catalog of the stores of these full names, asked for anew at each call. */
    Catalog(Supplier<Collection<String>> names) {
        this.names = names;
    }

    /** The stores of a dataset, by name. */
    List<DicomStore> stores(Dataset dataset) {
        return distinct(store -> store, store -> store.dataset().equals(dataset));
    }

    /** The datasets of a location, by name. */
    List<Dataset> datasets(Location location) {
        return distinct(DicomStore::dataset, dataset -> dataset.location().equals(location));
    }

    /** The locations of a project, by name; those of all projects for {@code projects/-}, as in AIP-159. */
    List<Location> locations(Project project) {
        return distinct(
                store -> store.dataset().location(),
                location -> project.id().equals(ANY) || location.project().equals(project));
    }

    private <T> List<T> distinct(Function<DicomStore, T> part, Predicate<T> wanted) {
        return names.get().stream()
                .flatMap(name -> DicomStore.of(name).stream())
                .map(part)
                .filter(wanted)
                .distinct()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    /**
     * Refuses a call on something that is not there, as Google does: 404 for a store of a dataset that exists, else
     * 403, which tells nobody whether it exists.
     *
     * @throws ApiException if the call's resource, or the dataset of its operation, does not exist
     */
    void require(Call call) throws ApiException {
        ResourceName resource = call.resource();
        if (resource instanceof DicomStore store) {
            requireDataset(store.dataset(), call);
            if (!stores(store.dataset()).contains(store)) {
                throw missing(store);
            }
        } else if (resource instanceof ResourceName.OperationName operation) {
            requireDataset(operation.dataset(), call);
        } else if (resource instanceof Dataset dataset) {
            requireDataset(dataset, call);
        } else if (resource instanceof Location location && datasets(location).isEmpty()) {
            throw denied(location, call);
        } else if (resource instanceof Project project && locations(project).isEmpty()) {
            throw denied(project, call);
        }
    }

    private void requireDataset(Dataset dataset, Call call) throws ApiException {
        if (stores(dataset).isEmpty()) {
            throw denied(dataset, call);
        }
    }

    /** The answer for a store that is not there. */
    static ApiException missing(DicomStore store) {
        return new ApiException(RpcCode.NOT_FOUND, "DICOM store " + shown(store) + " does not exist.");
    }

    private static ApiException denied(ResourceName resource, Call call) {
        return new ApiException(
                RpcCode.PERMISSION_DENIED,
                "Permission " + call.permission() + " denied on resource " + shown(resource)
                        + " (or it may be malformed or not exist).");
    }

    private static String shown(ResourceName resource) {
        return Quoted.of(resource.toString());
    }
}
