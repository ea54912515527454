package org.dicomcaravan.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.dicomcaravan.api.ResourceName.Dataset;
import org.dicomcaravan.api.ResourceName.DicomStore;
import org.dicomcaravan.api.ResourceName.Location;
import org.dicomcaravan.api.ResourceName.OperationName;
import org.dicomcaravan.api.ResourceName.Project;
import org.junit.jupiter.api.Test;

class CatalogTest {

    private static final Project PROJECT = new Project("p");
    private static final Location LOCATION = new Location(PROJECT, "l");
    private static final Dataset DATASET = new Dataset(LOCATION, "d");

    private final Catalog catalog = new Catalog(() -> List.of(
            "projects/p/locations/l/datasets/d/dicomStores/s2",
            "projects/p/locations/l/datasets/d/dicomStores/s1",
            "projects/p/locations/l/datasets/c/dicomStores/s1",
            "projects/p/locations/k/datasets/d/dicomStores/s1",
            "projects/q/locations/l/datasets/d/dicomStores/s1"));

    @Test
    void derivesEverythingFromTheStores() {
        assertThat(catalog.stores(DATASET)).extracting(DicomStore::id).containsExactly("s1", "s2");
        assertThat(catalog.datasets(LOCATION)).extracting(Dataset::id).containsExactly("c", "d");
        assertThat(catalog.locations(PROJECT)).extracting(Location::id).containsExactly("k", "l");
        assertThat(catalog.locations(new Project("x"))).isEmpty();
    }

    @Test
    void answers404WithinADatasetAnd403Beyond() throws ApiException {
        catalog.require(new Call.GetDicomStore(new DicomStore(DATASET, "s1")));
        catalog.require(new Call.GetOperation(new OperationName(DATASET, "any")));
        catalog.require(new Call.ListDatasets(LOCATION));
        catalog.require(new Call.ListLocations(PROJECT));
        assertThat(status(new Call.GetDicomStore(new DicomStore(DATASET, "s3"))))
                .isEqualTo(404);
        Dataset other = new Dataset(LOCATION, "other");
        assertThat(status(new Call.GetDicomStore(new DicomStore(other, "s1")))).isEqualTo(403);
        assertThat(status(new Call.GetOperation(new OperationName(other, "1")))).isEqualTo(403);
        assertThat(status(new Call.GetDataset(other))).isEqualTo(403);
        assertThat(status(new Call.GetLocation(new Location(PROJECT, "x")))).isEqualTo(403);
        assertThat(status(new Call.ListLocations(new Project("x")))).isEqualTo(403);
    }

    @Test
    void saysItInGooglesWords() {
        Dataset other = new Dataset(LOCATION, "other");
        assertThat(catchThrowableOfType(
                        ApiException.class,
                        () -> catalog.require(new Call.ExportDicomStore(new DicomStore(other, "s")))))
                .hasMessage("Permission healthcare.dicomStores.export denied on resource"
                        + " \"projects/p/locations/l/datasets/other\" (or it may be malformed or not exist).");
    }

    private int status(Call call) {
        return catchThrowableOfType(ApiException.class, () -> catalog.require(call))
                .status();
    }
}
