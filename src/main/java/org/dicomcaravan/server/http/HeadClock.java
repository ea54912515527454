package org.dicomcaravan.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long the head of a request takes, from its first byte on: one that comes byte by byte would never be idle. It sees
 * the bytes before they are decoded. One for each connection, on its event loop.
 */
final class HeadClock extends ChannelInboundHandlerAdapter {

    private final Duration patience;
    private final Runnable late;
    private boolean inRequest;
    private Future<?> alarm;

    HeadClock(Duration patience, Runnable late) {
        this.patience = patience;
        this.late = late;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (!inRequest && alarm == null && message instanceof ByteBuf bytes && bytes.isReadable()) {
            start(context);
        }
        super.channelRead(context, message);
    }

    private void start(ChannelHandlerContext context) {
        alarm = context.executor()
                .schedule(
                        () -> {
                            alarm = null;
                            late.run();
                        },
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** The head is whole: what comes up to {@link #next} is its body. */
    void stop() {
        inRequest = true;
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    /** What comes is the next head. */
    void next() {
        inRequest = false;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        stop();
        super.channelInactive(context);
    }
}
