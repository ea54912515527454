package org.dicomcaravan.server.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.dicomcaravan.text.Quoted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a request ends, and for whom it is, has to be beyond doubt (RFC 9112, 3.2 and 6.3): one Host at most, and no
 * transfer coding but {@code chunked}. A request that leaves room for doubt is malformed, and what follows it on its
 * connection is not looked at, since others may have read it as something else. netty sees to the rest of it: both of
 * Content-Length and Transfer-Encoding, chunks. One for each connection.
 */
final class Framing extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Framing.class);

    private boolean over;
    private boolean told;

    private Framing() {}

    /** Looks at all that comes over a new connection. */
    static void watch(HttpConnection connection) {
        Framing framing = new Framing();
        connection.exceptionHandler(failure -> framing.tell(connection, failure));
        ChannelHandlerContext last = ((ConnectionBase) connection).channelHandlerContext();
        last.pipeline().addBefore(last.name(), "framing", framing);
    }

    /** Anybody can hang up, or send what is no HTTP: that is a line, and no trace. Nothing that follows is looked at. */
    private void tell(HttpConnection connection, Throwable failure) {
        over = true;
        if (told) {
            return;
        }
        told = true;
        if (failure instanceof IOException
                || failure.getCause() instanceof SSLException
                || failure instanceof HttpClosedException
                || failure instanceof PrematureChannelClosureException) {
            LOG.debug(
                    "A connection from {} ended: {}",
                    connection.remoteAddress(),
                    Quoted.of(String.valueOf(failure.getMessage())));
        } else {
            LOG.info(
                    "{} sent what is no request: {}",
                    connection.remoteAddress(),
                    Quoted.of(String.valueOf(failure.getMessage())));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (over) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess() && isDoubtful(request)) {
            request.setDecoderResult(DecoderResult.failure(
                    new IllegalArgumentException("more than one Host, or a Transfer-Encoding other than chunked")));
            over = true;
        }
        super.channelRead(context, message);
    }

    private static boolean isDoubtful(HttpRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return request.headers().getAll(HttpHeaderNames.HOST).size() > 1
                || codings.size() > 1
                || codings.stream()
                        .anyMatch(coding -> !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding.strip()));
    }

    /** What was answered goes out first. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
        context.flush();
        super.close(context, promise);
    }
}
