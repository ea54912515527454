package org.dicomcaravan.api.wire;

import java.util.List;

/** The resources that the API names; {@code toString} is the full name, {@code projects/P/locations/L/…}. */
public sealed interface ResourceName {

    /** The last part of the name. */
    String id();

    /**
     * The resource of a path.
     *
     * @param path names of collections and of resources in turn, {@code projects, P, locations, L …}
     * @throws IllegalArgumentException if no resource has such a path
     */
    static ResourceName of(List<String> path) {
        if (!path.isEmpty() && path.size() % 2 == 0) {
            String collection = path.get(path.size() - 2);
            String id = path.get(path.size() - 1);
            List<String> parent = path.subList(0, path.size() - 2);
            if (parent.isEmpty() && collection.equals("projects")) {
                return new Project(id);
            }
            ResourceName in = of(parent);
            if (in instanceof Project project && collection.equals("locations")) {
                return new Location(project, id);
            } else if (in instanceof Location location && collection.equals("datasets")) {
                return new Dataset(location, id);
            } else if (in instanceof Dataset dataset && collection.equals("dicomStores")) {
                return new DicomStore(dataset, id);
            } else if (in instanceof Dataset dataset && collection.equals("operations")) {
                return new OperationName(dataset, id);
            }
        }
        throw new IllegalArgumentException(String.join("/", path) + " is no path of a resource");
    }

    /** {@code projects/P}. */
    record Project(String id) implements ResourceName {
        @Override
        public String toString() {
            return "projects/" + id;
        }
    }

    /** {@code projects/P/locations/L}. */
    record Location(Project project, String id) implements ResourceName {
        @Override
        public String toString() {
            return project + "/locations/" + id;
        }
    }

    /** {@code projects/P/locations/L/datasets/D}. */
    record Dataset(Location location, String id) implements ResourceName {
        @Override
        public String toString() {
            return location + "/datasets/" + id;
        }
    }

    /** {@code …/datasets/D/dicomStores/S}. */
    record DicomStore(Dataset dataset, String id) implements ResourceName {
        @Override
        public String toString() {
            return dataset + "/dicomStores/" + id;
        }
    }

    /** {@code …/datasets/D/operations/O}. */
    record OperationName(Dataset dataset, String id) implements ResourceName {
        @Override
        public String toString() {
            return dataset + "/operations/" + id;
        }
    }
}
