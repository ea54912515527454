package org.dicomcaravan.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.ResourceName;
import org.dicomcaravan.api.wire.ResourceName.Dataset;
import org.dicomcaravan.api.wire.ResourceName.DicomStore;
import org.dicomcaravan.api.wire.ResourceName.Location;
import org.dicomcaravan.api.wire.ResourceName.OperationName;
import org.dicomcaravan.api.wire.ResourceName.Project;
import org.junit.jupiter.api.Test;

class CatalogTest {

    private static final Project PROJECT = new Project("p");
    private static final Location LOCATION = new Location(PROJECT, "l");
    private static final Dataset DATASET = new Dataset(LOCATION, "d");

    private final Catalog catalog = new Catalog(
            () -> List.of(
                    "projects/p/locations/l/datasets/d/dicomStores/s2",
                    "projects/p/locations/l/datasets/d/dicomStores/s1",
                    "projects/p/locations/l/datasets/c/dicomStores/s1",
                    "projects/p/locations/k/datasets/d/dicomStores/s1",
                    "projects/q/locations/l/datasets/d/dicomStores/s1"),
            () -> List.of("projects/p/locations/l/datasets/d", "projects/p/locations/m/datasets/gone"));

    @Test
    void derivesEverythingFromTheStores() {
        assertThat(catalog.stores(DATASET)).extracting(DicomStore::id).containsExactly("s1", "s2");
        assertThat(catalog.datasets(LOCATION)).extracting(Dataset::id).containsExactly("c", "d");
        assertThat(catalog.locations(PROJECT)).extracting(Location::id).containsExactly("k", "l", "m");
        assertThat(catalog.locations(new Project("x"))).isEmpty();
    }

    /** Whoever started an operation can look at its end, also where its store is served no more. */
    @Test
    void knowsTheDatasetsOfOperations() throws ApiException {
        Location location = new Location(PROJECT, "m");
        Dataset gone = new Dataset(location, "gone");
        assertThat(catalog.datasets(location)).containsExactly(gone);
        assertThat(catalog.stores(gone)).isEmpty();
        require(new OperationName(gone, "any"));
        require(gone);
        assertThat(status(new DicomStore(gone, "s1"))).isEqualTo(404);
    }

    @Test
    void answers404WithinADatasetAnd403Beyond() throws ApiException {
        require(new DicomStore(DATASET, "s1"));
        require(new OperationName(DATASET, "any"));
        require(LOCATION);
        require(PROJECT);
        assertThat(status(new DicomStore(DATASET, "s3"))).isEqualTo(404);
        Dataset other = new Dataset(LOCATION, "other");
        assertThat(status(new DicomStore(other, "s1"))).isEqualTo(403);
        assertThat(status(new OperationName(other, "1"))).isEqualTo(403);
        assertThat(status(other)).isEqualTo(403);
        assertThat(status(new Location(PROJECT, "x"))).isEqualTo(403);
        assertThat(status(new Project("x"))).isEqualTo(403);
    }

    @Test
    void saysItInGooglesWords() {
        Dataset other = new Dataset(LOCATION, "other");
        assertThat(catchThrowableOfType(ApiException.class, () -> require(new DicomStore(other, "s"))))
                .hasMessage("Permission healthcare.dicomStores.export denied on resource"
                        + " \"projects/p/locations/l/datasets/other\" (or it may be malformed or not exist).");
    }

    private void require(ResourceName resource) throws ApiException {
        catalog.require(resource, "healthcare.dicomStores.export");
    }

    private int status(ResourceName resource) {
        return catchThrowableOfType(ApiException.class, () -> require(resource)).status();
    }
}
