package org.dicomcaravan.server.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.ByteBuffer;
import org.dicomcaravan.api.wire.Answer;
import org.dicomcaravan.api.wire.ApiException;

/** The last answer of a connection that no router comes to see, in Google's JSON. */
final class Farewell {

    private Farewell() {}

    static FullHttpResponse of(ApiException error, boolean secure) {
        Answer answer = Answer.error(error);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), Unpooled.wrappedBuffer((ByteBuffer)
                        answer.body()));
        answer.headers().forEach(response.headers()::set);
        Identity.headers(secure).forEach(response.headers()::set);
        response.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        return response;
    }
}
