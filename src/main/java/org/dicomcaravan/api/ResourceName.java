package org.dicomcaravan.api;

import java.util.Optional;

/** The resources that the API names; {@code toString} is the full name, {@code projects/P/locations/L/…}. */
sealed interface ResourceName {

    /** The last part of the name. */
    String id();

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

        /** Reads a full name; empty if it is none. */
        static Optional<DicomStore> of(String name) {
            String[] part = name.split("/", -1);
            boolean shaped = part.length == 8
                    && part[0].equals("projects")
                    && part[2].equals("locations")
                    && part[4].equals("datasets")
                    && part[6].equals("dicomStores");
            if (!shaped || part[1].isEmpty() || part[3].isEmpty() || part[5].isEmpty() || part[7].isEmpty()) {
                return Optional.empty();
            }
            Dataset dataset = new Dataset(new Location(new Project(part[1]), part[3]), part[5]);
            return Optional.of(new DicomStore(dataset, part[7]));
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
