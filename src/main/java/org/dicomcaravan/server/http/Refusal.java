package org.dicomcaravan.server.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import org.dicomcaravan.api.wire.Answer;
import org.dicomcaravan.api.wire.ApiException;

/** Answers of the server itself, in Google's JSON. */
final class Refusal {

    /** So long may a client still send of a body that nobody wants, so that it comes to read the answer. */
    private static final long LINGER_MILLIS = 5_000;

    private Refusal() {}

    /**
     * Answers a request with an error, unless its answer is on its way. Where its body has not come as a whole, the
     * connection ends with it, after a while in which what still comes is thrown away: to hang up at once would take the
     * answer away from one who sends before it reads.
     */
    static void send(HttpServerRequest request, ApiException error) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            request.connection().close(); // half an answer: the client must not take it for a whole one
            return;
        }
        Answer answer = Answer.error(error);
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        Identity.sign(request);
        boolean more = !request.isEnded()
                && (request.decoderResult().isFailure() || Head.of(request).hasBody());
        if (more) {
            response.putHeader("Connection", "close");
            drain(request);
        }
        response.end(Buffer.buffer(((ByteBuffer) answer.body()).array()));
    }

    private static void drain(HttpServerRequest request) {
        Vertx vertx = Vertx.currentContext().owner();
        long alarm = vertx.setTimer(LINGER_MILLIS, late -> request.connection().close());
        request.exceptionHandler(gone -> vertx.cancelTimer(alarm));
        request.endHandler(whole -> {
            vertx.cancelTimer(alarm);
            request.connection().close();
        });
        request.handler(unwanted -> {});
        request.resume();
    }

    /** Answers what is no request. */
    static void malformed(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            send(request, ApiException.ofHttp(414, "The request's first line is too long."));
        } else if (cause instanceof TooLongHttpHeaderException) {
            send(request, ApiException.ofHttp(431, "The request's header is too long."));
        } else {
            send(request, malformed());
        }
    }

    /** The answer to what is no request. */
    static ApiException malformed() {
        return ApiException.invalid(
                "The request is malformed: expected one Host header, a path and a query in %XX escapes"
                        + " of UTF-8, and a body of a Content-Length or in chunks.");
    }
}
