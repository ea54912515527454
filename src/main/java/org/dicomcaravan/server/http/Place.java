package org.dicomcaravan.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.api.wire.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of one connection among those of its server: it tells them when a whole request of it is in progress, and
 * hangs up where the head of one takes too long. On the event loop of the connection, but for {@link #hangUp}.
 */
final class Place extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Place.class);
    private static final int SWITCHING = 101;
    /** So long may what still comes of a body be thrown away, so that the client comes to read the answer. */
    private static final long LINGER_SECONDS = 5;

    private final Connections connections;
    private final Channel channel;
    private final Duration patience;
    private final HeadClock clock;
    /** Whole requests that are not answered yet; less than none where one was answered before it was whole. */
    private int open;

    private boolean interim;
    private boolean leaving;
    private Future<?> linger;

    private Place(Connections connections, Channel channel, Duration patience) {
        this.connections = connections;
        this.channel = channel;
        this.patience = patience;
        clock = new HeadClock(patience, this::late);
    }

    /** Takes one for a new connection, or hangs up; {@code last} is the handler that answers requests. */
    static void take(Connections connections, ChannelHandlerContext last, Duration patience) {
        ChannelPipeline pipeline = last.pipeline();
        Place place = new Place(connections, last.channel(), patience);
        pipeline.addBefore("httpDecoder", "headClock", place.clock);
        pipeline.addBefore(last.name(), "place", place);
        if (connections.enter(place)) {
            last.channel().closeFuture().addListener(closed -> connections.leave(place));
        } else {
            LOG.debug("There is no room for a connection of {}", last.channel().remoteAddress());
            place.hangUp();
        }
    }

    /** Makes room for another one. */
    void hangUp() {
        channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        boolean whole = message instanceof LastHttpContent;
        if (!leaving && message instanceof HttpRequest) {
            clock.stop();
            if (!connections.serve(this)) {
                leave(context, ApiException.later("This server has too many connections at the moment."));
            }
        }
        if (leaving) {
            ReferenceCountUtil.release(message);
            if (whole) {
                hangUp();
            }
            return;
        }
        if (whole) {
            boolean failed = ((LastHttpContent) message).decoderResult().isFailure();
            if (!failed) { // nothing that follows is looked at
                clock.next();
            }
            if (++open > 0 && !connections.begin(this)) {
                ReferenceCountUtil.release(message);
                return;
            }
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpResponse response) {
            interim = response.status().code() < 200;
            if (response.status().code() == SWITCHING) {
                clock.stop();
            }
        }
        ChannelPromise sent = promise;
        if (message instanceof LastHttpContent && !interim) {
            sent = promise.unvoid();
            sent.addListener(over -> answered());
        }
        super.write(context, message, sent);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        if (linger != null) {
            linger.cancel(false);
        }
        super.channelInactive(context);
    }

    private void answered() {
        open--;
        if (open <= 0) {
            connections.rest(this);
        }
    }

    private void late() {
        if (open > 0) {
            return; // it is not looked at before what came before it is answered
        }
        ChannelHandlerContext here = channel.pipeline().context(this);
        if (here != null && !leaving) {
            leave(
                    here,
                    ApiException.ofHttp(
                            408,
                            "The head of the request did not come in as a whole within " + patience.toSeconds()
                                    + " seconds."));
            hangUp();
        }
    }

    private void leave(ChannelHandlerContext here, ApiException why) {
        leaving = true;
        LOG.debug("{} is sent away: {}", channel.remoteAddress(), why.getMessage());
        here.writeAndFlush(Farewell.of(why, here.pipeline().get("tls") != null))
                .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        linger = here.executor().schedule(this::hangUp, LINGER_SECONDS, TimeUnit.SECONDS);
    }
}
