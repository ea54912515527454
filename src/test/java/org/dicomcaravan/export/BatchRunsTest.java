package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.operation.Counters;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.OperationState;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.transcode.StoppedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches from their lease to their report, and the instances in them. */
class BatchRunsTest {

    private static final int INSTANCES = 6;

    @TempDir
    Path folder;

    private PipelineUnderTest under;
    private BatchRuns batchRuns;
    private Operation operation;
    private String item;
    private Exchange last;

    @BeforeEach
    void plan() throws Exception {
        under = new PipelineUnderTest(folder, INSTANCES, true);
        batchRuns = under.pipeline.batchRuns();
        under.store.fill(INSTANCES);
        operation = under.started();
        Exchange exchange = under.exchange();
        Planner planner = under.pipeline.planner();
        Plan plan = planner.open(WorkItem.plan(operation.id()).toJson(), exchange);
        while (plan.hasNext()) {
            item = planner.save(plan.next());
        }
        planner.close(exchange);
        PipelineUnderTest.done(exchange);
    }

    @AfterEach
    void close() throws IOException {
        under.close();
    }

    private Counters counters() {
        return under.now(operation).counters();
    }

    private static List<InstanceRun> instances(BatchRun run) {
        List<InstanceRun> instances = new ArrayList<>();
        run.forEachRemaining(instances::add);
        return instances;
    }

    private static LogEntry failure(InstanceRun instance) {
        return LogEntry.error(instance.getPath(), RpcCode.FAILED_PRECONDITION, "no pixel data");
    }

    @Test
    void reportsWhatBecameOfEachInstance() throws Exception {
        Exchange exchange = under.exchange();
        BatchRun run = batchRuns.lease(item, exchange);
        List<InstanceRun> instances = instances(run);
        assertThat(instances)
                .extracting(InstanceRun::getPath)
                .hasSize(INSTANCES)
                .isSorted();
        run.exported(instances.get(0));
        run.exported(instances.get(1));
        run.failed(instances.get(2), failure(instances.get(2)));
        batchRuns.commit(exchange);
        batchRuns.report(exchange);
        assertThat(exchange.getProperty(ExportProperties.SETTLED, Boolean.class))
                .isTrue();
        assertThat(under.now(operation).state()).isEqualTo(OperationState.FINISHING);
        assertThat(counters()).isEqualTo(new Counters(2, 1, 0, 3));
        assertThat(under.state.log().read(operation.id())).containsExactly(failure(instances.get(2)));
    }

    @Test
    void aBatchThatIsAtWorkIsLeasedToNobodyElse() throws Exception {
        assertThat(batchRuns.lease(item, under.exchange())).isNotNull();
        assertThat(batchRuns.lease(item, under.exchange())).isNull();
    }

    @Test
    void whoeverWorksOnABatchThatWasGivenBackStops() throws Exception {
        Exchange exchange = under.exchange();
        BatchRun run = batchRuns.lease(item, exchange);
        assertThat(run.isStopping()).isFalse();
        batchRuns.release(exchange);
        assertThat(run.isStopping()).isTrue();
        assertThatThrownBy(run::next).isInstanceOf(ExportStopped.class);
        assertThatThrownBy(() -> batchRuns.commit(exchange)).isInstanceOf(ExportStopped.class);
        PipelineUnderTest.done(exchange);
        assertThat(batchRuns.lease(item, under.exchange())).isNotNull();
    }

    @Test
    void aRunWhoseOperationIsToStopStops() throws Exception {
        BatchRun run = batchRuns.lease(item, under.exchange());
        under.state.lifecycle().requestCancel(operation.id());
        assertThatThrownBy(run::next).isInstanceOf(ExportStopped.class);
    }

    /** What a store can't tell before it opens an instance. */
    @Test
    void aSizeThatNobodyKnewIsWhatItIs() throws Exception {
        under.store.knowsSizes = false;
        under.store.fill(INSTANCES);
        Operation another = under.started();
        Exchange exchange = under.exchange();
        Planner planner = under.pipeline.planner();
        Plan plan = planner.open(WorkItem.plan(another.id()).toJson(), exchange);
        BatchRun run = batchRuns.lease(planner.save(plan.next()), under.exchange());
        PipelineUnderTest.done(exchange);
        InstanceRun first = instances(run).get(0);
        assertThat(first.getSize()).isEqualTo(-1);
        assertThat(first.open().size()).isEqualTo(under.store.files.get(first.getPath()).length);
        assertThat(first.getSize()).isEqualTo(under.store.files.get(first.getPath()).length);
    }

    @Test
    void readingEndsWhereItsOperationIsToStop() throws Exception {
        BatchRun run = batchRuns.lease(item, under.exchange());
        ByteSource bytes = instance(run, 0).open();
        under.state.lifecycle().requestCancel(operation.id());
        assertThat(bytes.read(0, ByteBuffer.allocate(4))).isPositive(); // what need not be waited for
        bytes.close();
        under.store.failsToRead = true;
        assertThatThrownBy(() -> bytes.read(0, ByteBuffer.allocate(4))).isInstanceOf(StoppedException.class);
    }

    private static InstanceRun instance(BatchRun run, int number) {
        return instances(run).stream()
                .filter(instance -> instance.number() == number)
                .findFirst()
                .orElseThrow();
    }

    /** As after ends of the process in the middle of the instance at 3, each when so many of its outputs were begun. */
    private BatchRun afterDeaths(int... outputs) throws Exception {
        for (int begun : outputs) {
            Exchange exchange = under.exchange();
            BatchRun run = batchRuns.lease(item, exchange);
            InstanceRun deadly = instance(run, 3);
            run.begin(deadly);
            for (int output = 0; output < begun; output++) {
                run.delivers(deadly);
            }
            PipelineUnderTest.done(exchange); // gives up the quarantine, not the lease
            under.state.batches().releaseAll();
        }
        last = under.exchange();
        return batchRuns.lease(item, last);
    }

    @Test
    void anInstanceIsNotSuspectedBeforeItsBatchIs() throws Exception {
        BatchRun run = afterDeaths(0, 0);
        assertThat(run.isSuspicious()).isTrue();
        for (InstanceRun instance : instances(run)) {
            run.begin(instance);
            run.exported(instance);
        }
    }

    @Test
    void anInstanceThatProcessesEndOverIsGivenUp() throws Exception {
        BatchRun run = afterDeaths(0, 0, 7, 7);
        List<InstanceRun> instances = instances(run);
        assertThat(instances).extracting(InstanceRun::number).startsWith(3, 0, 1, 2, 4);
        assertThatThrownBy(() -> run.begin(instances.get(0)))
                .isInstanceOf(ExportFailure.class)
                .hasMessageContaining(instances.get(0).getPath())
                .hasMessageContaining("ended 2 times");
        run.begin(instances.get(4));
    }

    /** Somebody kills the server again and again, and it is always about the same instance. */
    @Test
    void anInstanceThatProcessesEndSomewhereInIsGivenUpOnlyAfterMany() throws Exception {
        BatchRun run =
                afterDeaths(IntStream.range(0, 21).map(death -> death % 5).toArray());
        run.begin(instance(run, 3));
        under.state.batches().releaseAll();
        PipelineUnderTest.done(last);
        BatchRun after = batchRuns.lease(item, under.exchange());
        assertThatThrownBy(() -> after.begin(instance(after, 3)))
                .isInstanceOf(ExportFailure.class)
                .hasMessageContaining("ended 20 times");
    }

    /** An operation that is parked, or a server that stops: no process ended over it. */
    @Test
    void anInstanceThatIsGivenBackIsNotSuspected() throws Exception {
        afterDeaths(0, 0);
        batchRuns.release(last);
        PipelineUnderTest.done(last);
        for (int time = 0; time < 3; time++) {
            Exchange exchange = under.exchange();
            BatchRun run = batchRuns.lease(item, exchange);
            run.begin(instances(run).get(1));
            batchRuns.release(exchange);
            PipelineUnderTest.done(exchange);
        }
        BatchRun run = batchRuns.lease(item, under.exchange());
        run.begin(instances(run).get(1));
    }

    @Test
    void anInstanceThatIsNotWhatWasListedFails() throws Exception {
        BatchRun run = batchRuns.lease(item, under.exchange());
        List<InstanceRun> instances = instances(run);
        under.store.put("00001", "9.9", "9.9.9", "9.9.9.1");
        under.store.files.put("00002", new byte[10]);
        under.store.files.remove("00003");
        assertThat(instances.get(0).open().size()).isPositive();
        for (int changed : List.of(1, 2)) {
            assertThatThrownBy(() -> instances.get(changed).open())
                    .isInstanceOf(ExportFailure.class)
                    .hasMessageContaining("changed since it was listed")
                    .satisfies(e -> assertThat(((ExportFailure) e).code()).isEqualTo(RpcCode.ABORTED));
        }
        assertThatThrownBy(() -> instances.get(3).open())
                .isInstanceOf(ExportFailure.class)
                .hasMessage("00003 can't be read any more: it is not there");
    }

    @Test
    void aFilterInARouteSeesAnAttributeOfWhatWasListedAlone() throws IOException, DicomException, Exception {
        BatchRun run = batchRuns.lease(item, under.exchange());
        InstanceRun instance = instances(run).get(0);
        assertThat(instance.attribute("0020000D")).isEqualTo("1.2");
        assertThat(instance.attribute("00100010")).isEmpty();
        assertThatThrownBy(() -> instance.attribute("Modality")).isInstanceOf(IllegalArgumentException.class);
        under.store.files.put("00000", new byte[10]);
        assertThatThrownBy(() -> instance.attribute("0020000D")).isInstanceOf(ExportFailure.class);
    }
}
