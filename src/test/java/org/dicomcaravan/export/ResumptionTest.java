package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    private int resume(PipelineUnderTest under) throws Exception {
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
            return under.pipeline.resumption().resume(context.createProducerTemplate());
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
            under.state.lifecycle().finish(ended.id());
            Operation parked = under.started();
            under.state.lifecycle().park(parked.id(), "away", PipelineUnderTest.PATIENCE);
            assertThat(resume(under)).isZero();
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
            under.state.lifecycle().park(parked.id(), "away", SHORT);
            assertThat(resume(under)).isEqualTo(2);
            assertThat(planned).isEmpty();
            Operation own = under.started();
            under.state.lifecycle().park(own.id(), "away", SHORT);
            assertThat(due(under)).containsExactly(item(own));
            assertThat(under.now(parked).isParked()).isTrue();
            assertThat(under.now(others).isDone()).isFalse();
        }
    }

    private static List<String> due(PipelineUnderTest under) {
        return org.awaitility.Awaitility.await()
                .until(() -> under.pipeline.resumption().due(), due -> !due.isEmpty());
    }

    @Test
    void triesWhatIsParkedAgainOnceItsTimeHasComeAndNobodyIsAtIt() throws Exception {
        try (PipelineUnderTest under = new PipelineUnderTest(folder)) {
            under.store.fill(3);
            Operation later = under.started();
            under.state.lifecycle().park(later.id(), "away", PipelineUnderTest.PATIENCE);
            Operation now = under.started();
            Exchange planner = under.exchange();
            under.pipeline.planner().open(item(now), planner);
            under.state.lifecycle().park(now.id(), "away", SHORT);
            org.awaitility.Awaitility.await()
                    .until(() -> under.state.lifecycle().due().contains(now.id()));
            assertThat(under.pipeline.resumption().due()).isEmpty();
            PipelineUnderTest.done(planner);
            assertThat(under.pipeline.resumption().due()).containsExactly(item(now));
            assertThat(under.pipeline.resumption().due()).isEmpty();
            assertThat(under.now(later).isParked()).isTrue();
        }
    }
}
