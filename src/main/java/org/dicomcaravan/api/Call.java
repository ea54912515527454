package org.dicomcaravan.api;

import java.util.Set;
import org.dicomcaravan.api.ResourceName.Dataset;
import org.dicomcaravan.api.ResourceName.DicomStore;
import org.dicomcaravan.api.ResourceName.Location;
import org.dicomcaravan.api.ResourceName.OperationName;
import org.dicomcaravan.api.ResourceName.Project;

/** The methods of the API that this server has, each with the resource that it is called on. */
sealed interface Call {

    /** The resource that the call is on, and that its permission is asked for. */
    ResourceName resource();

    /** The permission that Google asks for this call. */
    String permission();

    /** lowerCamel names of its own query parameters, beside the standard ones. */
    default Set<String> parameters() {
        return Set.of();
    }

    /** {@code POST …/dicomStores/S:export}. */
    record ExportDicomStore(DicomStore resource) implements Call {
        @Override
        public String permission() {
            return "healthcare.dicomStores.export";
        }
    }

    /** {@code GET …/dicomStores/S}. */
    record GetDicomStore(DicomStore resource) implements Call {
        @Override
        public String permission() {
            return "healthcare.dicomStores.get";
        }
    }

    /** {@code GET …/dicomStores/S:getDICOMStoreMetrics}. */
    record GetDicomStoreMetrics(DicomStore resource) implements Call {
        @Override
        public String permission() {
            return "healthcare.dicomStores.get";
        }
    }

    /** {@code GET …/datasets/D/dicomStores}. */
    record ListDicomStores(Dataset resource) implements Call {
        @Override
        public String permission() {
            return "healthcare.dicomStores.list";
        }

        @Override
        public Set<String> parameters() {
            return Set.of("filter", "pageSize", "pageToken");
        }
    }

    /** {@code GET …/datasets/D}. */
    record GetDataset(Dataset resource) implements Call {
        @Override
        public String permission() {
            return "healthcare.datasets.get";
        }
    }

    /** {@code GET …/locations/L/datasets}. */
    record ListDatasets(Location resource) implements Call {
        @Override
        public String permission() {
            return "healthcare.datasets.list";
        }

        @Override
        public Set<String> parameters() {
            return Set.of("pageSize", "pageToken");
        }
    }

    /** {@code GET …/locations/L}. */
    record GetLocation(Location resource) implements Call {
        @Override
        public String permission() {
            return "healthcare.locations.get";
        }
    }

    /** {@code GET projects/P/locations}. */
    record ListLocations(Project resource) implements Call {
        @Override
        public String permission() {
            return "healthcare.locations.list";
        }

        @Override
        public Set<String> parameters() {
            return Set.of("filter", "pageSize", "pageToken");
        }
    }

    /** {@code GET …/operations/O}. */
    record GetOperation(OperationName resource) implements Call {
        @Override
        public String permission() {
            return "healthcare.operations.get";
        }
    }

    /** {@code GET …/datasets/D/operations}. */
    record ListOperations(Dataset resource) implements Call {
        @Override
        public String permission() {
            return "healthcare.operations.list";
        }

        @Override
        public Set<String> parameters() {
            return Set.of("filter", "pageSize", "pageToken", "returnPartialSuccess");
        }
    }

    /** {@code POST …/operations/O:cancel}. */
    record CancelOperation(OperationName resource) implements Call {
        @Override
        public String permission() {
            return "healthcare.operations.cancel";
        }
    }

    /** {@code GET …/operations/O/log}: what {@code metadata.logsUrl} points to; Google's is a page of its console. */
    record ReadOperationLog(OperationName resource) implements Call {
        @Override
        public String permission() {
            return "healthcare.operations.get";
        }
    }
}
