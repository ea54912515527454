package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.PluginJar;
import org.dicomcaravan.transcode.SmallDicom;
import org.dicomcaravan.transcode.guard.Misbehaving;
import org.dicomcaravan.transcode.guard.TranscoderChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscoderMetricsTest {

    @TempDir
    Path folder;

    @Test
    void tellsHowManyCallsHang() throws Exception {
        PluginJar.naming(folder, "bad.jar", Misbehaving.class);
        TranscoderChain chain = Chains.impatient(folder);
        MeterRegistry registry = new SimpleMeterRegistry();
        try (CamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("meters", registry);
            TranscoderMetrics.register(context, chain);
            assertThat(registry.get("caravan.transcoder.hanging").gauge().value())
                    .isZero();
            byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT).file();

            assertThatThrownBy(() -> Chains.make(chain, file, "test/hangs")).hasMessageContaining("was given up");

            assertThat(registry.get("caravan.transcoder.hanging").gauge().value())
                    .isEqualTo(1);
        }
    }
}
