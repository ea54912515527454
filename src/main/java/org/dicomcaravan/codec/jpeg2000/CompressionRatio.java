package org.dicomcaravan.codec.jpeg2000;

import java.util.Map;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.plugin.WholeNumber;

/**
 * The setting {@code ratio}: how many times smaller than a frame's words its codestream is, as Lossy Image Compression Ratio
 * (0028,2112) counts, so unused bits of a word count as well. A number from 1 to 1000; it is 10 unless given, about the middle of
 * what radiological societies recommend (European Society of Radiology, Insights into Imaging 2, 2011, 103). Thread-safe.
 */
final class CompressionRatio {

    private static final int DEFAULT = 10;
    private static final int MOST = 1000;

    /** Bytes that the packets of a frame may have anyway: of a very small frame, headers would take all there is. */
    private static final int LEAST_BYTES = 256;

    private volatile int ratio = DEFAULT;

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
