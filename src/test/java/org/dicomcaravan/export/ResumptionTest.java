package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is gone on with, and by whom. */
class ResumptionTest {

    private static final Patience SHORT = new Patience(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofDays(1));

    @TempDir
    Path folder;

    private final Queue<String> planned = new ConcurrentLinkedQueue<>();
    private final Queue<Long> finished = new ConcurrentLinkedQueue<>();

    /** Waits until so many ends were gone on with. */
    private int resume(PipelineUnderTest under, int ends) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:queue-export")
                            .process(exchange ->
                                    planned.add(exchange.getMessage().getBody(String.class)));
                    from("direct:finish-export")
                            .process(exchange ->
                                    finished.add(exchange.getProperty(ExportProperties.OPERATION, Long.class)));
                }
            });
            context.start();
            int left = under.pipeline.resumption().resume(context.createProducerTemplate());
            await().until(() -> finished.size() >= ends);
            return left;
        }
    }

    private static String item(Operation operation) {
        return WorkItem.plan(operation.id()).toJson();
    }

    @Test
    void goesOnWithWhatIsUnfinishedEachWhereItWas() throws Exception {
        try (PipelineUnderTest under = new PipelineUnderTest(folder)) {
            Operation planning = under.started();
            Operation ending = under.started();
            under.state.lifecycle().requestCancel(ending.id());
            Operation ended = under.started();
            under.state.lifecycle().requestCancel(ended.id());
            under.state
                    .lifecycle()
                    .finish(
                            under.state
                                    .claims()
                                    .claim(ended.id(), "node", Duration.ofMinutes(1))
                                    .orElseThrow(),
                            end -> {});
            Operation parked = under.started();
            under.state.lifecycle().park(parked.id(), Optional.empty(), "away", PipelineUnderTest.PATIENCE);
            assertThat(resume(under, 1)).isZero();
            assertThat(planned).containsExactly(item(planning), item(parked));
            assertThat(finished).containsExactly(ending.id());
            assertThat(under.now(parked).isParked()).isFalse();
        }
    }

    @Test
    void leavesThoseOfOthersAloneWhereItIsTold() throws Exception {
        try (PipelineUnderTest under = new PipelineUnderTest(folder, 4, false)) {
            Operation others = under.started();
            Operation parked = under.started();
            under.state.lifecycle().park(parked.id(), Optional.empty(), "away", SHORT);
            assertThat(resume(under, 0)).isEqualTo(2);
            assertThat(planned).isEmpty();
            Operation own = under.started();
            under.state.lifecycle().park(own.id(), Optional.empty(), "away", SHORT);
            assertThat(due(under)).containsExactly(item(own));
            assertThat(under.now(parked).isParked()).isTrue();
            assertThat(under.now(others).isDone()).isFalse();
        }
    }

    private static List<String> due(PipelineUnderTest under) {
        return await().until(() -> under.pipeline.resumption().due(), due -> !due.isEmpty());
    }

    @Test
    void triesWhatIsParkedAgainOnceItsTimeHasComeAndNobodyIsAtIt() throws Exception {
        try (PipelineUnderTest under = new PipelineUnderTest(folder)) {
            under.store.fill(3);
            Operation later = under.started();
            under.state.lifecycle().park(later.id(), Optional.empty(), "away", PipelineUnderTest.PATIENCE);
            Operation now = under.started();
            Exchange planner = under.exchange();
            under.pipeline.planner().open(item(now), planner);
            under.state.lifecycle().park(now.id(), Optional.empty(), "away", SHORT);
            Operation other = under.started();
            under.state.lifecycle().park(other.id(), Optional.empty(), "away", SHORT);
            assertThat(due(under)).containsExactly(item(other)); // and by then it is time for both
            PipelineUnderTest.done(planner);
            assertThat(under.pipeline.resumption().due()).containsExactly(item(now));
            assertThat(under.pipeline.resumption().due()).isEmpty();
            assertThat(under.now(later).isParked()).isTrue();
        }
    }
}
