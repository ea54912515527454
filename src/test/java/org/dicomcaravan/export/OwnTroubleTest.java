package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.dicomcaravan.destination.DestinationAwayException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.OwnFaultException;
import org.dicomcaravan.operation.Batch;
import org.dicomcaravan.operation.Fingerprint;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.NewOperation;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.operation.PlanStep;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What costs an operation that is one of several servers' nothing. */
class OwnTroubleTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final String DATASET = "projects/p/locations/l/datasets/d";
    private final Exception unseen = new ExportAway("DICOM store s is not there", null);

    @TempDir
    Path folder;

    private OperationStore state;
    private final AtomicLong nanos = new AtomicLong();
    private OwnTrouble trouble;
    private long operation;

    @BeforeEach
    void open() {
        state = OperationStore.open(folder.resolve("state.db"));
        trouble = trouble(false);
        operation = state.operations()
                .create(new NewOperation(DATASET, DATASET + "/dicomStores/s", "v1", "ExportDicomData", "{}"))
                .id();
        for (int number = 1; number <= 2; number++) {
            state.plans()
                    .save(new PlanStep(
                            operation,
                            0,
                            number,
                            "items",
                            List.of(Fingerprint.of("1", "2", "3." + number)),
                            "path " + number,
                            List.of(),
                            List.of(),
                            0));
        }
    }

    @AfterEach
    void close() {
        state.close();
    }

    private OwnTrouble trouble(boolean isAlone) {
        return new OwnTrouble(state, new Worker("node-1/1", LEASE, 1, isAlone), nanos::get);
    }

    /** Whoever took nothing for that takes something again. */
    private void pass() {
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    }

    /** Somebody else gets on. */
    private void report(long number) {
        Batch batch =
                state.batches().lease(operation, number, "node-2/1", LEASE).orElseThrow();
        state.batches().report(batch, 1, 0, List.of());
    }

    private List<String> log() {
        return state.log().read(operation).map(LogEntry::message).toList();
    }

    @Test
    void whatIsMissingHereIsLeftToThoseWhoGetOn() {
        assertThat(trouble.met(unseen, operation)).isTrue();
        report(1);
        pass();
        assertThat(trouble.met(unseen, operation)).isTrue();
        report(2);
        pass();
        assertThat(trouble.met(unseen, operation)).isTrue();
        assertThat(trouble.now()).contains("DICOM store s is not there");
        assertThat(log())
                .containsExactly("Server node-1/1 gives its work back to the others: DICOM store s is not there.");
    }

    /** And who has it again gets on before the others let the operation wait once more. */
    @Test
    void whatIsMissingForAllIsTheOperations() {
        assertThat(trouble.met(unseen, operation)).isTrue();
        pass();
        assertThat(trouble.met(unseen, operation)).isFalse();
        pass();
        assertThat(trouble.met(unseen, operation))
                .as("it waited, and is tried again")
                .isTrue();
        pass();
        assertThat(trouble.met(unseen, operation)).isFalse();
        report(1);
        pass();
        assertThat(trouble.met(unseen, operation)).isTrue();
        report(2);
        pass();
        assertThat(trouble.met(unseen, operation)).isTrue();
        assertThat(log()).as("told once").hasSize(1);
    }

    /** All of them had their batches in hand when the share went. */
    @Test
    void whatOtherWorkersMeetMeanwhileIsTheSame() {
        assertThat(trouble.met(unseen, operation)).isTrue();
        assertThat(trouble.met(unseen, operation)).isTrue();
        pass();
        assertThat(trouble.met(unseen, operation)).isFalse();
        assertThat(trouble.met(unseen, operation)).as("of the second, too").isFalse();
        pass();
        assertThat(trouble.met(unseen, operation)).as("it is tried again").isTrue();
    }

    @Test
    void oneAloneHasNobodyToLeaveItTo() {
        assertThat(trouble(true).met(unseen, operation)).isFalse();
    }

    @Test
    void aBucketIsAwayForAll() {
        Exception away = new DestinationAwayException("bucket b is away", null);
        assertThat(trouble.met(away, operation)).isFalse();
    }

    @Test
    void aFullDiskIsOnesOwn() {
        Exception full = new OwnFaultException(
                new DestinationException(RpcCode.RESOURCE_EXHAUSTED, false, "the disk is full", null));
        assertThat(trouble.met(full, operation)).isTrue();
        assertThat(trouble.met(full, operation)).isTrue();
        assertThat(trouble.now()).contains("the disk is full");
        assertThat(log()).hasSize(1);
        assertThat(trouble(false).now()).isEqualTo(Optional.empty());
    }
}
