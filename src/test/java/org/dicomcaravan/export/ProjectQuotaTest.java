package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.dicomcaravan.operation.NewOperation;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectQuotaTest {

    private static final String PROJECT = "projects/p";

    @TempDir
    Path folder;

    private OperationStore state;
    private ProjectQuota quota;

    @BeforeEach
    void open() throws IOException {
        state = OperationStore.open(folder.resolve("state.db"));
        quota = new ProjectQuota(state.operations(), 2);
    }

    @AfterEach
    void close() {
        state.close();
    }

    private long create(String dataset) {
        return state.operations()
                .create(new NewOperation(dataset, dataset + "/dicomStores/s", "v1", "ExportDicomData", "{}"))
                .id();
    }

    private void isFull() {
        ExportRefused full = catchThrowableOfType(ExportRefused.class, () -> quota.take(PROJECT));
        assertThat(full.code()).isEqualTo(RpcCode.RESOURCE_EXHAUSTED);
        assertThat(full).hasMessageContaining("projects/p has 2 operations");
    }

    @Test
    void countsWhatIsNotDone() throws ExportRefused {
        create("projects/p2/locations/l/datasets/d");
        create("projects/p/locations/l/datasets/d");
        quota.take(PROJECT).close();
        long second = create("projects/p/locations/m/datasets/e");
        isFull();
        state.lifecycle().requestCancel(second);
        state.lifecycle()
                .finish(
                        state.claims()
                                .claim(second, "node", Duration.ofMinutes(1))
                                .orElseThrow(),
                        end -> {});
        quota.take(PROJECT).close();
    }

    @Test
    void countsWhatIsAboutToBeSaved() throws ExportRefused {
        ProjectQuota.Room first = quota.take(PROJECT);
        ProjectQuota.Room second = quota.take(PROJECT);
        isFull();
        quota.take("projects/q").close();
        first.close();
        quota.take(PROJECT).close();
        second.close();
    }
}
