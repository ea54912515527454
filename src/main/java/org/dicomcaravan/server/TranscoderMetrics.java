package org.dicomcaravan.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.dicomcaravan.transcode.guard.TranscoderChain;

/** What is measured of transcoders. */
final class TranscoderMetrics {

    private TranscoderMetrics() {}

    /** Adds it to what Camel measures, where that is on. */
    static void register(CamelContext context, TranscoderChain transcoders) {
        for (MeterRegistry registry : context.getRegistry().findByType(MeterRegistry.class)) {
            Gauge.builder("caravan.transcoder.hanging", transcoders, TranscoderChain::hangingCalls)
                    .description("Calls that were interrupted, were left behind, and still run")
                    .register(registry);
        }
    }
}
