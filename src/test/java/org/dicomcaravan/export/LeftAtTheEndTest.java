package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operation leaves at a destination that is away at its end. */
class LeftAtTheEndTest {

    @TempDir
    Path folder;

    private final LeftOver commits = new LeftOver();
    private PipelineUnderTest under;
    private Ending ending;
    private Operation operation;

    @BeforeEach
    void start() throws Exception {
        under = new PipelineUnderTest(folder);
        under.store.fill(3);
        ending = new Ending(
                under.state,
                under.pipeline.batchRuns(),
                commits,
                under.pipeline.tables(),
                under.audit,
                PipelineUnderTest.PATIENCE,
                under.claims(),
                under.pipeline.trouble());
        operation = under.started();
    }

    @AfterEach
    void close() throws IOException {
        under.close();
    }

    /** A destination that something is left at, and that can't be cleared as long as it is away. */
    private static final class LeftOver implements ObjectCommits {
        private final Set<Long> left = new TreeSet<>();
        private boolean away = true;

        @Override
        public void begin(BatchKey batch, Runnable checkpoint) {}

        @Override
        public void commit(BatchKey batch) {}

        @Override
        public void discard(BatchKey batch, String instance) {}

        @Override
        public void abandon(BatchKey batch) {}

        @Override
        public void end(long operation) throws DestinationException {
            if (away) {
                throw DestinationException.unavailable("the bucket is away", null);
            }
            left.remove(operation);
        }

        @Override
        public Set<Long> unended() {
            return new TreeSet<>(left);
        }
    }

    @Test
    void whatCantBeTakenBackIsInTheLogAndSoIsItsEnd() throws Exception {
        commits.left.add(operation.id());
        under.state.lifecycle().requestCancel(operation.id());
        Exchange exchange = under.exchangeOf(operation);
        exchange.setProperty(ExportProperties.STAGE, "take-back");
        try {
            ending.takeBack(exchange);
        } catch (DestinationException e) {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, e);
        }
        ending.stageFailed(exchange);
        ending.take(exchange);
        ending.finish(exchange);
        assertThat(under.state.log().read(operation.id()))
                .containsExactly(LogEntry.warning(
                        ListedStore.NAME,
                        RpcCode.UNAVAILABLE,
                        "Objects of instances that are not whole are still to be removed: the bucket is away; this is"
                                + " tried again each minute."));
        ending.takeBackOfEnded();
        assertThat(under.state.log().read(operation.id())).hasSize(1);
        commits.away = false;
        ending.takeBackOfEnded();
        ending.takeBackOfEnded();
        assertThat(under.state.log().read(operation.id()))
                .hasSize(2)
                .last()
                .isEqualTo(LogEntry.info(ListedStore.NAME, "Objects of instances that were not whole are removed."));
        assertThat(under.now(operation).isDone()).isTrue();
    }

    @Test
    void aStageThatLeavesNothingIsNotToldOf() throws Exception {
        under.state.lifecycle().requestCancel(operation.id());
        Exchange exchange = under.exchangeOf(operation);
        exchange.setProperty(
                Exchange.EXCEPTION_CAUGHT, DestinationException.unavailable("the job can't be ended", null));
        exchange.setProperty(ExportProperties.STAGE, "take-back");
        ending.stageFailed(exchange);
        assertThat(under.state.log().read(operation.id())).isEmpty();
    }
}
