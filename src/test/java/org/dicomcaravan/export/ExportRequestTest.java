package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;
import org.junit.jupiter.api.Test;

class ExportRequestTest {

    private static final String STORE = "projects/p/locations/l/datasets/d/dicomStores/s";

    @Test
    void readsBackWhatItWrote() {
        ExportRequest full = new ExportRequest(
                STORE,
                "v1beta1",
                new ExportTarget.Bucket("gs://b/a \"ü\"/c", Optional.of("image/png")),
                Optional.of("gs://b/f.csv"),
                "{\"a\":1}");
        ExportRequest bare = new ExportRequest(
                STORE, "v1", new ExportTarget.Bucket("gs://b", Optional.empty()), Optional.empty(), "{}");
        assertThat(ExportRequest.fromJson(full.toJson())).isEqualTo(full);
        assertThat(ExportRequest.fromJson(bare.toJson())).isEqualTo(bare);
        ExportRequest table = new ExportRequest(
                STORE,
                "v1",
                new ExportTarget.Table(TableUri.parse("bq://p.d.t"), WriteDisposition.APPEND, true, false),
                Optional.empty(),
                "{}");
        assertThat(ExportRequest.fromJson(table.toJson())).isEqualTo(table);
        assertThat(full.toJson()).doesNotContain("\n");
    }

    @Test
    void namesWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExportRequest.fromJson("{\"store\":\"x\"}"))
                .withMessageContaining("apiVersion");
        assertThatIllegalArgumentException().isThrownBy(() -> ExportRequest.fromJson("{"));
    }
}
