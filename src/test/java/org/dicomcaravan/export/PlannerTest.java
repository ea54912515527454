package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.OperationState;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.store.StoreEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Planning, from the work item to the closed plan. */
class PlannerTest {

    @TempDir
    Path folder;

    private PipelineUnderTest under;
    private Planner planner;

    @BeforeEach
    void open() throws IOException {
        under = new PipelineUnderTest(folder);
        planner = under.pipeline.planner();
    }

    @AfterEach
    void close() throws IOException {
        under.close();
    }

    private static String item(Operation operation) {
        return WorkItem.plan(operation.id()).toJson();
    }

    /** Plans to the end; the work items that were queued. */
    private List<String> plan(Operation operation) throws Exception {
        Exchange exchange = under.exchange();
        try {
            Plan plan = planner.open(item(operation), exchange);
            List<String> queued = new ArrayList<>();
            while (plan.hasNext()) {
                Optional.ofNullable(planner.save(plan.next())).ifPresent(queued::add);
            }
            planner.close(exchange);
            return queued;
        } finally {
            PipelineUnderTest.done(exchange);
        }
    }

    private List<LogEntry> log(Operation operation) {
        return under.state.log().read(operation.id()).toList();
    }

    @Test
    void savesTheStoreAsBatchesAndClosesThePlan() throws Exception {
        under.store.fill(10);
        Operation operation = under.started();
        assertThat(plan(operation))
                .hasSize(3)
                .allSatisfy(
                        item -> assertThat(WorkItem.fromJson(item).operation()).isEqualTo(operation.id()));
        assertThat(under.now(operation).state()).isEqualTo(OperationState.RUNNING);
        assertThat(under.now(operation).counters().pending()).isEqualTo(10);
    }

    @Test
    void anEmptyStoreHasNothingToDo() throws Exception {
        Operation operation = under.started();
        assertThat(plan(operation)).isEmpty();
        assertThat(under.now(operation).state()).isEqualTo(OperationState.FINISHING);
        assertThat(log(operation)).singleElement().satisfies(line -> {
            assertThat(line.severity()).isEqualTo(LogEntry.Severity.WARNING);
            assertThat(line.message()).startsWith("nothing lies in DICOM store " + ListedStore.NAME + ": ");
        });
    }

    @Test
    void itIsSaidOnceThatAStoreIsEmpty() throws Exception {
        Operation operation = under.started();
        Exchange exchange = under.exchange();
        assertThat(planner.open(item(operation), exchange).hasNext()).isFalse();
        planner.close(exchange);
        planner.close(exchange);
        PipelineUnderTest.done(exchange);
        assertThat(log(operation)).hasSize(1);
    }

    @Test
    void aStoreInWhichOnlyOtherFilesLieIsNotEmpty() throws Exception {
        under.store.others.put("a", new StoreEntry.Ignored("a"));
        Operation operation = under.started();
        assertThat(plan(operation)).isEmpty();
        assertThat(log(operation)).extracting(LogEntry::severity).containsExactly(LogEntry.Severity.INFO);
    }

    @Test
    void namesWhatIsNoInstance() throws Exception {
        under.store.fill(2);
        under.store.put("00003", "1.2", "1.2.3", "1.2.3.0");
        under.store.others.put("a", new StoreEntry.Broken("a", "has no Study Instance UID"));
        under.store.others.put("b", new StoreEntry.Ignored("b"));
        under.store.others.put("c/", new StoreEntry.Unreadable("c/", "no permission"));
        Operation operation = under.started();
        plan(operation);
        assertThat(log(operation))
                .extracting(LogEntry::code, LogEntry::message)
                .satisfiesExactly(
                        entry -> assertThat(entry.toList()).first().isEqualTo(RpcCode.INVALID_ARGUMENT),
                        entry -> assertThat(entry.toList()).last().asString().startsWith("c/: no permission"),
                        entry -> assertThat(entry.toList()).last().asString().startsWith("00003: has the UIDs"),
                        entry -> assertThat(entry.toList()).last().asString().startsWith("1 file is not"));
        assertThat(under.now(operation).counters().failure()).isEqualTo(3);
    }

    /** Then the number of instances is all that ends a batch. */
    @Test
    void plansInstancesOfUnknownSizes() throws Exception {
        under.store.knowsSizes = false;
        under.store.fill(10);
        Operation operation = under.started();
        assertThat(plan(operation)).hasSize(3);
        assertThat(under.now(operation).counters().pending()).isEqualTo(10);
    }

    /** Who knows what is in a folder that can't be read: it may be what the filter asks for. */
    @Test
    void tellsOfWhatCantBeReadWhateverTheFilterSays() throws Exception {
        under.store.fill(2);
        under.store.others.put("a", new StoreEntry.Broken("a", "has no Study Instance UID"));
        under.store.others.put("c/", new StoreEntry.Unreadable("c/", "no permission"));
        Files.writeString(under.data.resolve("buckets/demo/filter"), "/studies/1.2\n");
        Operation operation = under.started(Optional.of("gs://demo/filter"));
        plan(operation);
        assertThat(log(operation))
                .singleElement()
                .satisfies(entry -> assertThat(entry.message()).startsWith("c/: no permission"));
        assertThat(under.now(operation).counters().pending()).isEqualTo(2);
    }

    @Test
    void goesOnBehindWhatIsSaved() throws Exception {
        under.store.fill(10);
        Operation operation = under.started();
        Exchange first = under.exchange();
        Plan begun = planner.open(item(operation), first);
        assertThat(begun.hasNext()).isTrue();
        planner.save(begun.next());
        PipelineUnderTest.done(first); // as when the process ends
        assertThat(plan(operation)).hasSize(3);
        assertThat(under.now(operation).counters().pending()).isEqualTo(10);
    }

    @Test
    void twoDoNotPlanOneOperation() throws Exception {
        under.store.fill(10);
        Operation operation = under.started();
        Exchange first = under.exchange();
        planner.open(item(operation), first);
        assertThatThrownBy(() -> planner.open(item(operation), under.exchange()))
                .isInstanceOf(ExportStopped.class);
        PipelineUnderTest.done(first);
        assertThat(plan(operation)).hasSize(3);
    }

    @Test
    void aStoreThatIsAwayIsNoEmptyOne() throws Exception {
        under.store.fill(3);
        Operation operation = under.started();
        under.store.away = true;
        assertThatThrownBy(() -> plan(operation))
                .isInstanceOf(ExportAway.class)
                .hasMessageContaining(ListedStore.NAME)
                .hasMessageContaining("not mounted");
        under.store.away = false;
        under.store.others.clear();
        assertThatThrownBy(() -> plan(operation)).isInstanceOf(ExportAway.class).hasMessageContaining("nothing lies");
        under.store.fill(3);
        under.store.source = "elsewhere";
        assertThatThrownBy(() -> plan(operation))
                .isInstanceOf(ExportAway.class)
                .hasMessageContaining("in another place");
    }

    @Test
    void aBucketThatIsAwayIsWaitedFor() throws Exception {
        under.store.fill(3);
        Operation operation = under.started();
        Files.delete(under.data.resolve("buckets/demo"));
        assertThatThrownBy(() -> plan(operation)).isInstanceOf(ExportAway.class).hasMessageContaining("gs://demo");
    }

    /** Camel would let it end the thread that plans. */
    @Test
    void anErrorWhileListingCostsWhatAnExceptionDoes() throws Exception {
        under.store.fill(10);
        under.store.failsWith = new OutOfMemoryError("Java heap space");
        Operation operation = under.started();
        assertThatThrownBy(() -> plan(operation))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more memory")
                .hasCauseInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void nothingIsPlannedOfWhatIsToStop() throws Exception {
        under.store.fill(10);
        Operation operation = under.started();
        under.state.lifecycle().requestCancel(operation.id());
        assertThat(plan(operation)).isEmpty();
        assertThat(under.now(operation).counters().pending()).isZero();
    }
}
