package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.dicomcaravan.destination.ObjectHeaders;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.transcode.Content;
import org.dicomcaravan.transcode.Output;
import org.dicomcaravan.transcode.OutputFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs on their way to the destination: names as contract and Google's page have them. */
class DeliveriesTest {

    private static final OutputFormat PNG = new OutputFormat("image/png", ".png", Optional.empty());
    private static final Content PICTURE = Content.of("picture".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    Path folder;

    private PipelineUnderTest under;
    private Operation operation;

    @BeforeEach
    void open() throws Exception {
        under = new PipelineUnderTest(folder);
    }

    @AfterEach
    void close() throws IOException {
        under.close();
    }

    /** An exchange that works on the one instance of the store. */
    private Exchange working(String study, String series, String instance) throws Exception {
        under.store.put("a", study, series, instance);
        operation = under.started();
        Exchange planning = under.exchange();
        Planner planner = under.pipeline.planner();
        Plan plan = planner.open(WorkItem.plan(operation.id()).toJson(), planning);
        assertThat(plan.hasNext()).isTrue();
        String item = planner.save(plan.next());
        PipelineUnderTest.done(planning);
        Exchange exchange = under.exchange();
        InstanceRun run = under.pipeline.batchRuns().lease(item, exchange).next();
        under.pipeline.instances().describe(run, exchange);
        return exchange;
    }

    @Test
    void addressesAWholeInstance() throws Exception {
        Exchange exchange = working("1.2", "1.2.3", "1.2.3.4");
        under.pipeline.deliveries().address(Output.whole(PNG, PICTURE, "identity"), exchange);
        assertThat(exchange.getMessage().getHeaders())
                .containsAllEntriesOf(Map.of(
                        ExportProperties.KIND, "object",
                        ExportProperties.BUCKET, "demo",
                        ObjectHeaders.OBJECT_NAME, "x/1.2/1.2.3/1.2.3.4.png",
                        ObjectHeaders.CONTENT_TYPE, "image/png",
                        ObjectHeaders.CONTENT_LENGTH, 7L,
                        ExportProperties.RULE, "identity"))
                .doesNotContainKey(ExportProperties.FRAME);
        assertThat(exchange.getMessage().getBody(Content.class).open().readAllBytes())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("picture");
    }

    @Test
    void addressesAFrame() throws Exception {
        Exchange exchange = working("1.2", "1.2.3", "1.2.3.4");
        under.pipeline.deliveries().address(Output.frame(12, PNG, PICTURE, ""), exchange);
        assertThat(exchange.getMessage().getHeader(ObjectHeaders.OBJECT_NAME)).isEqualTo("x/1.2/1.2.3/1.2.3.4/12.png");
        assertThat(exchange.getMessage().getHeader(ExportProperties.FRAME)).isEqualTo(12);
    }

    @Test
    void uidsOfDotsNameNoObject() throws Exception {
        Exchange exchange = working("..", "1.2.3", "1.2.3.4");
        assertThatThrownBy(() -> under.pipeline.deliveries().address(Output.whole(PNG, PICTURE, ""), exchange))
                .isInstanceOf(ExportFailure.class)
                .hasMessageStartingWith("a: ")
                .satisfies(e -> assertThat(((ExportFailure) e).code()).isEqualTo(RpcCode.INVALID_ARGUMENT));
    }

    @Test
    void aContentIsReadNoFurtherWhereItsOperationStops() throws Exception {
        Exchange exchange = working("1.2", "1.2.3", "1.2.3.4");
        under.pipeline.deliveries().address(Output.whole(PNG, PICTURE, ""), exchange);
        Content content = exchange.getMessage().getBody(Content.class);
        under.state.lifecycle().requestCancel(operation.id());
        assertThatThrownBy(() -> content.open().readAllBytes()).isInstanceOf(ExportStopped.class);
        assertThatThrownBy(() -> under.pipeline.deliveries().address(Output.whole(PNG, PICTURE, ""), exchange))
                .isInstanceOf(ExportStopped.class);
    }
}
