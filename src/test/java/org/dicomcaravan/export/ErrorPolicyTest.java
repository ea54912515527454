package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.Scratch;
import org.dicomcaravan.io.ScratchException;
import org.dicomcaravan.io.Spool;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.dicomcaravan.store.StoreAwayException;
import org.dicomcaravan.transcode.ContentException;
import org.dicomcaravan.transcode.TranscodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an exception costs, whatever carries it. */
class ErrorPolicyTest {

    private final ErrorPolicy policy = new ErrorPolicy();

    private static DestinationException closed() {
        return new DestinationException("the bucket is closed");
    }

    private static DicomException cut() {
        return DicomException.invalid("the frame is cut");
    }

    static Stream<Arguments> failures() {
        IOException unreadable = new IOException("the file is damaged");
        return Stream.of(
                Arguments.of(new ExportStopped(1), ErrorPolicy.Cost.NOTHING),
                Arguments.of(new ContentException(new IOException(new ExportStopped(1))), ErrorPolicy.Cost.NOTHING),
                Arguments.of(new ExportAway("no plugin", null), ErrorPolicy.Cost.WAIT),
                Arguments.of(new ContentException(new StoreAwayException("no folder")), ErrorPolicy.Cost.WAIT),
                Arguments.of(cut(), ErrorPolicy.Cost.INSTANCE),
                Arguments.of(new TranscodeException(cut()), ErrorPolicy.Cost.INSTANCE),
                Arguments.of(new ContentException(unreadable), ErrorPolicy.Cost.INSTANCE),
                Arguments.of(new RuntimeCamelException(new ContentException(unreadable)), ErrorPolicy.Cost.INSTANCE),
                Arguments.of(new ExportFailure(RpcCode.ABORTED, "changed", null), ErrorPolicy.Cost.INSTANCE),
                Arguments.of(new IllegalStateException("a site's own step"), ErrorPolicy.Cost.INSTANCE),
                Arguments.of(closed(), ErrorPolicy.Cost.OPERATION),
                Arguments.of(new RuntimeCamelException(closed()), ErrorPolicy.Cost.OPERATION),
                Arguments.of(new NoSuchEndpointException("buket:x"), ErrorPolicy.Cost.OPERATION));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void costs(Throwable failure, ErrorPolicy.Cost cost) {
        assertThat(ErrorPolicy.cost(failure)).isEqualTo(cost);
    }

    /** Whatever it was needed for: an instance is not to blame for the server's disk. */
    @Test
    void aScratchFolderThatCantBeUsedCostsTheOperation(@TempDir Path folder) throws Exception {
        Scratch scratch = Scratch.open(folder.resolve("scratch"), 64 << 20);
        try (Spool spool = scratch.share(() -> {}).spool(OptionalLong.empty())) {
            Files.delete(folder.resolve("scratch"));
            Files.writeString(folder.resolve("scratch"), "no folder any more");
            Throwable failure = catchThrowable(() -> spool.write(new byte[2 << 20]));
            assertThat(failure).isInstanceOf(ScratchException.class);
            Throwable carried = new ContentException((ScratchException) failure);
            assertThat(ErrorPolicy.cost(carried)).isEqualTo(ErrorPolicy.Cost.OPERATION);
            assertThat(ErrorPolicy.operationStatus(carried).message())
                    .contains("scratch folder")
                    .doesNotContain(folder.toString());
            assertThat(policy.isWorthAnotherTry(exchange(carried))).isFalse();
        }
    }

    private static Exchange exchange(Throwable failure) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        exchange.setProperty(Exchange.FAILURE_ENDPOINT, "aws2-s3://bucket?secretKey=s3cr3t");
        exchange.setProperty(Exchange.FAILURE_ROUTE_ID, "deliver");
        return exchange;
    }

    private Throwable blamed(Throwable failure) {
        Exchange exchange = exchange(failure);
        policy.blameDestination(exchange);
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    @Test
    void whatFailsAtTheDestinationIsTheDestinationsWhateverItThrows() {
        IllegalStateException foreign = new IllegalStateException("connection refused, see /etc/hosts and /var/log/x");
        assertThat(policy.isWorthAnotherTry(exchange(foreign))).isTrue();
        Throwable blamed = blamed(foreign);
        assertThat(blamed)
                .isInstanceOf(DestinationException.class)
                .hasMessageContaining("aws2-s3: of route deliver")
                .hasMessageContaining("connection refused")
                .hasMessageNotContaining("s3cr3t")
                .hasMessageNotContaining("/etc/hosts");
        assertThat(ErrorPolicy.cost(blamed)).isEqualTo(ErrorPolicy.Cost.OPERATION);
        assertThat(ErrorPolicy.operationStatus(blamed).code()).isEqualTo(RpcCode.UNAVAILABLE);
    }

    @Test
    void whatTheContentIsToBlameForIsNotTriedAgain() {
        for (Throwable own : new Throwable[] {
            new RuntimeCamelException(new ContentException(new IOException("damaged"))),
            new TranscodeException(cut()),
            new ExportFailure(RpcCode.INVALID_ARGUMENT, "no name", null),
            new ExportStopped(1)
        }) {
            assertThat(policy.isWorthAnotherTry(exchange(own)))
                    .as(own.toString())
                    .isFalse();
            assertThat(blamed(own)).isSameAs(own);
        }
    }

    @Test
    void whatIsForGoodIsNotTriedAgain() {
        DestinationException closed = closed();
        assertThat(policy.isWorthAnotherTry(exchange(closed))).isFalse();
        assertThat(policy.isWorthAnotherTry(exchange(new NoSuchEndpointException("buket:x"))))
                .isFalse();
        assertThat(blamed(closed)).isSameAs(closed);
    }

    /** Never the name of a class where there was a sentence. */
    @Test
    void saysTheSentenceThatSomebodyWroteNotWhatWasBeneathIt() {
        IOException late = new IOException("png did not get on within 60 s, and was given up", new TimeoutException());
        assertThat(ErrorPolicy.instanceStatus(new TranscodeException(late)).message())
                .isEqualTo("png did not get on within 60 s, and was given up");
        IllegalStateException memory = new IllegalStateException(
                "jpeg needs more memory for this instance than the server has",
                new OutOfMemoryError("Java heap space"));
        assertThat(ErrorPolicy.instanceStatus(new ContentException(new IOException(memory)))
                        .message())
                .isEqualTo("jpeg needs more memory for this instance than the server has");
        assertThat(ErrorPolicy.operationStatus(new OutOfMemoryError("Java heap space"))
                        .message())
                .isEqualTo("this needs more memory than the server has");
        assertThat(ErrorPolicy.operationStatus(new IllegalStateException(new TimeoutException()))
                        .message())
                .doesNotContain("Timeout", "Exception");
        assertThat(ErrorPolicy.instanceStatus(new CamelExchangeException("cannot", null, new NullPointerException()))
                        .message())
                .doesNotContain("NullPointer");
    }

    @Test
    void theReasonStaysTheFirstOne() {
        DestinationException closed = closed();
        Exchange exchange = exchange(closed);
        assertThat(ErrorPolicy.reason(exchange)).isSameAs(closed);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("while giving up"));
        assertThat(ErrorPolicy.reason(exchange)).isSameAs(closed);
        assertThat(ErrorPolicy.operationStatus(closed))
                .isEqualTo(new RpcStatus(RpcCode.FAILED_PRECONDITION, "the bucket is closed"));
    }
}
