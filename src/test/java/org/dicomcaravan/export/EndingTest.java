package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.destination.DestinationAwayException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.OperationState;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.store.StoreAwayException;
import org.dicomcaravan.transcode.StoppedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How exports end, and how they don't. */
class EndingTest {

    @TempDir
    Path folder;

    private PipelineUnderTest under;
    private Ending ending;
    private Operation operation;

    @BeforeEach
    void start() throws Exception {
        under = new PipelineUnderTest(folder);
        under.store.fill(3);
        ending = under.pipeline.ending();
        operation = under.started();
    }

    @AfterEach
    void close() throws IOException {
        under.close();
    }

    /** An exchange of the operation that failed. */
    private Exchange failed(Throwable failure) {
        Exchange exchange = under.exchangeOf(operation);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        return exchange;
    }

    private static boolean isSettled(Exchange exchange) {
        return exchange.getProperty(ExportProperties.SETTLED, false, Boolean.class);
    }

    @Test
    void aDestinationThatSaysNoStopsTheOperation() throws Exception {
        Exchange exchange = failed(new DestinationException("the archive is closed"));
        ending.giveUp(exchange);
        assertThat(isSettled(exchange)).isTrue();
        Operation stopped = under.now(operation);
        assertThat(stopped.state()).isEqualTo(OperationState.FINISHING);
        assertThat(stopped.stopReason().orElseThrow().code()).isEqualTo(RpcCode.FAILED_PRECONDITION);
    }

    @Test
    void aStoreThatIsAwayParksTheOperation() throws Exception {
        Exchange exchange = failed(new StoreAwayException("its folder is not mounted"));
        ending.giveUp(exchange);
        ending.settle(exchange);
        assertThat(isSettled(exchange)).isFalse();
        Operation parked = under.now(operation);
        assertThat(parked.state()).isEqualTo(OperationState.PLANNING);
        assertThat(parked.waitsFor())
                .contains("DICOM store " + ListedStore.NAME + " is not there: its folder is not mounted");
        assertThat(under.state.operations().isStopping(operation.id())).isTrue();
    }

    @Test
    void whatStopsAnywayKeepsItsReason() throws Exception {
        under.state.lifecycle().requestCancel(operation.id());
        ending.giveUp(failed(new ExportStopped(operation.id())));
        ending.giveUp(failed(new DestinationException("late")));
        assertThat(under.now(operation).stopReason().orElseThrow().code()).isEqualTo(RpcCode.CANCELLED);
    }

    /** Threads of two operations may wait for one token, and what ends that wait reaches both. */
    private static Throwable endedWith(long other) {
        return DestinationException.unavailable("no token came", new ExportStopped(other));
    }

    private Exchange leased(Throwable failure) throws Exception {
        Exchange planning = under.exchange();
        Planner planner = under.pipeline.planner();
        Plan plan = planner.open(WorkItem.plan(operation.id()).toJson(), planning);
        String item = planner.save(plan.next());
        assertThat(plan.hasNext()).isFalse();
        planner.close(planning);
        PipelineUnderTest.done(planning);
        Exchange exchange = under.exchange();
        under.pipeline.batchRuns().lease(item, exchange);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        return exchange;
    }

    /** The exchange has the lease of a batch that is done; the end is in its hands all the same. */
    @Test
    void aStageThatFailsBehindTheLastBatchIsTheOperationsError() throws Exception {
        Exchange exchange = leased(new DestinationException(RpcCode.DATA_LOSS, "rows are missing"));
        under.pipeline.batchRuns().commit(exchange);
        under.pipeline.batchRuns().report(exchange);
        assertThat(isSettled(exchange)).isTrue();
        ending.take(exchange);
        ending.stageFailed(exchange);
        finish(exchange);
        assertThat(under.now(operation).error().orElseThrow().message()).contains("rows are missing");
    }

    /** What a worker met that lost its batch meanwhile is not the operation's end: another one may do it well. */
    @Test
    void whoLostItsBatchStopsNothing() throws Exception {
        Exchange exchange = leased(new DestinationException(RpcCode.NOT_FOUND, "the bucket is gone"));
        under.state.batches().releaseAll();
        ending.giveUp(exchange);
        assertThat(under.now(operation).stopReason()).isEmpty();
    }

    @Test
    void whatEndedForAnotherOperationIsTriedAgain() throws Exception {
        Exchange exchange = leased(endedWith(operation.id() + 1));
        ending.giveUp(exchange);
        ending.settle(exchange);
        assertThat(isSettled(exchange)).isFalse();
        Operation parked = under.now(operation);
        assertThat(parked.stopReason()).isEmpty();
        assertThat(parked.waitsFor().orElseThrow()).contains("ended with that of another operation");
        assertThat(under.state.lifecycle().wake(operation.id())).isTrue();
        Exchange again = under.exchange();
        assertThat(under.pipeline
                        .planner()
                        .open(WorkItem.plan(operation.id()).toJson(), again)
                        .hasNext())
                .isTrue();
    }

    @Test
    void whatEndedWithItsLeaseIsNotWaitedFor() throws Exception {
        Exchange exchange = leased(new StoppedException("reading the instance"));
        exchange.getProperty(ExportProperties.BATCH, BatchRun.class).end();
        ending.giveUp(exchange);
        ending.giveUp(failed(new BatchOverException(new BatchKey(operation.id(), 1, 1))));
        ending.giveUp(failed(new ExportStopped(operation.id())));
        assertThat(under.now(operation).isParked()).isFalse();
    }

    @Test
    void aStageThatEndedForAnotherOperationIsTriedAgain() throws Exception {
        under.state.plans().begin(operation.id());
        under.state.plans().planned(operation.id(), 0);
        ending.stageFailed(failed(endedWith(operation.id() + 1)));
        assertThat(under.now(operation).isParked()).isTrue();
    }

    /** It can't wait any more, so it goes on to its end. */
    @Test
    void aStageOfAStoppedOperationDoesNotWaitForAnotherOne() throws Exception {
        ending.giveUp(failed(new DestinationException("no")));
        Exchange exchange = failed(endedWith(operation.id() + 1));
        ending.stageFailed(exchange);
        staged(Ending.STAGES.get(0), exchange);
        assertThat(under.now(operation).endingStages()).containsExactly(Ending.STAGES.get(0));
    }

    /** A server that stops is no error of what it works on. */
    @Test
    void nothingIsSaidWhileTheServerStops() throws Exception {
        under.state.operations().halt();
        ending.giveUp(failed(new IllegalStateException("interrupted")));
        assertThat(under.now(operation).stopReason()).isEmpty();
    }

    @Test
    void aMessageThatIsNoWorkItemIsNobodysEnd() {
        Exchange exchange = under.exchange();
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalArgumentException("no JSON"));
        assertThatThrownBy(() -> ending.giveUp(exchange)).isInstanceOf(IllegalStateException.class);
    }

    private void finish(Exchange exchange) {
        ending.take(exchange);
        if (!exchange.isRouteStop()) {
            ending.finish(exchange);
        }
    }

    private void staged(String stage, Exchange exchange) {
        ending.take(exchange);
        exchange.setProperty(ExportProperties.STAGE, stage);
        ending.staged(exchange);
    }

    /** What is left to do, which is done then. */
    private List<String> stages(Exchange exchange) {
        List<String> stages = new ArrayList<>();
        ending.take(exchange);
        for (String stage = ending.nextStage(exchange); stage != null; stage = ending.nextStage(exchange)) {
            staged(stage, exchange);
            stages.add(stage);
        }
        return stages;
    }

    @Test
    void eachStageIsDoneOnceWhateverIsInterrupted() throws Exception {
        Exchange exchange = failed(new DestinationException("no"));
        ending.giveUp(exchange);
        ending.take(exchange);
        assertThat(ending.nextStage(exchange)).isEqualTo(Ending.STAGES.get(0));
        staged(Ending.STAGES.get(0), exchange);
        assertThat(stages(exchange)).isEqualTo(Ending.STAGES.subList(1, Ending.STAGES.size()));
    }

    /** What is away may come back: the end is parked, and nothing behind the stage is done. */
    @Test
    void aStageThatWaitsKeepsTheOperationFromItsEnd() throws Exception {
        under.state.plans().begin(operation.id());
        under.state.plans().planned(operation.id(), 0);
        Exchange exchange = failed(new DestinationAwayException("the database is open: close it", null));
        ending.stageFailed(exchange);
        staged(Ending.STAGES.get(0), exchange);
        assertThat(stages(exchange)).isEmpty();
        finish(exchange);
        PipelineUnderTest.done(exchange);
        Operation parked = under.now(operation);
        assertThat(parked.state()).isEqualTo(OperationState.FINISHING);
        assertThat(parked.waitsFor()).contains("the database is open: close it");
        assertThat(parked.endingStages()).isEmpty();
        assertThat(under.state.lifecycle().wake(operation.id())).isTrue();
        assertThat(stages(under.pipeline.planner(), parked)).isEqualTo(Ending.STAGES);
    }

    /** The stages that are left when a planner found out that an operation has come to its end. */
    private List<String> stages(Planner planner, Operation finishing) throws Exception {
        Exchange exchange = under.exchange();
        assertThat(planner.open(WorkItem.plan(finishing.id()).toJson(), exchange)
                        .hasNext())
                .isFalse();
        planner.close(exchange);
        assertThat(isSettled(exchange)).isTrue();
        return stages(exchange);
    }

    @Test
    void whoWaitsAtTheEndMayBeCancelled() throws Exception {
        under.state.plans().begin(operation.id());
        under.state.plans().planned(operation.id(), 0);
        Exchange exchange = failed(new DestinationAwayException("the database is open: close it", null));
        ending.stageFailed(exchange);
        under.state.lifecycle().requestCancel(operation.id());
        assertThat(under.state.lifecycle().wake(operation.id())).isFalse();
        finish(under.exchangeOf(operation));
        assertThat(under.now(operation).error().orElseThrow().code()).isEqualTo(RpcCode.CANCELLED);
    }

    @Test
    void aStageThatCantBeDoneIsTheOperationsError() throws Exception {
        under.state.plans().begin(operation.id());
        under.state.plans().planned(operation.id(), 0);
        Exchange exchange = failed(DestinationException.unavailable("the disk is away", null));
        ending.stageFailed(exchange);
        finish(exchange);
        assertThat(under.now(operation).error().orElseThrow().code()).isEqualTo(RpcCode.UNAVAILABLE);
    }

    @Test
    void whatFollowsTheEndIsDoneOnce() throws Exception {
        under.state.plans().begin(operation.id());
        under.state.plans().planned(operation.id(), 0);
        Exchange exchange = under.exchange();
        exchange.setProperty(ExportProperties.OPERATION, operation.id());
        finish(exchange);
        assertThat(new ObjectMapper().readTree(exchange.getMessage().getBody(String.class)))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"name\":\"" + operation.name() + "\",\"store\":\"" + ListedStore.NAME
                                + "\",\"done\":true,\"counter\":{\"success\":0,\"failure\":0,\"excluded\":0}}"));
        Exchange again = under.exchange();
        again.setProperty(ExportProperties.OPERATION, operation.id());
        finish(again);
        assertThat(again.isRouteStop()).isTrue();
    }
}
