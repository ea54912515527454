package org.dicomcaravan.codec.jpeg2000;

import java.util.Map;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.plugin.PluginSetting;
import org.dicomcaravan.plugin.WholeNumber;

/** The setting {@code ratio} of {@link Jpeg2000Encoder} and {@link HtJpeg2000Encoder}, and what it leaves. Thread-safe. */
final class CompressionRatio {

    private static final int DEFAULT = 10;
    private static final int MOST = 1000;

    /** Bytes that the packets of a frame may have anyway: of a very small frame, headers would take all there is. */
    private static final int LEAST_BYTES = 256;

    private volatile int ratio = DEFAULT;

    /** The setting, as the encoder of a syntax declares it. */
    static PluginSetting setting(String syntax) {
        return PluginSetting.wholeNumber(
                "ratio", DEFAULT, 1, MOST, "How many times smaller than its words a frame is in " + syntax);
    }

    /**
     * Takes the setting.
     *
     * @throws IllegalArgumentException if it is no such number
     */
    void configure(Map<String, String> settings) {
        ratio = WholeNumber.of(settings, "ratio", 1, MOST).orElse(DEFAULT);
    }

    /** Bytes that the packets of a frame may have, if all the rest of its codestream has so many. */
    int packets(DecodedFrame frame, int rest) {
        return Math.max(LEAST_BYTES, frame.samples().length / ratio - rest);
    }
}
