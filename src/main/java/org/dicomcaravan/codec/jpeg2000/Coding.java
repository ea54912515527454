package org.dicomcaravan.codec.jpeg2000;

/**
 * How samples become codewords, and how these are arranged.
 *
 * @param reversible whether the wavelet is 5/3 without quantization, else 9/7
 * @param step the quantization step of all that is not reversible, in units of the samples that it makes an error in
 * @param highThroughput whether code-blocks are those of ITU-T T.814
 * @param byResolution whether each resolution of a tile is a tile-part, the lowest ones of all tiles come first, and the main
 *     header has their lengths; else a tile is one tile-part
 */
record Coding(boolean reversible, double step, boolean highThroughput, boolean byResolution) {

    /** Half of a sample, so that quantization alone leaves nearly all samples as they are. */
    static final double FINEST_STEP = 0.5;

    /** JPEG 2000 without loss. */
    static final Coding LOSSLESS = new Coding(true, 1, false, false);

    /** JPEG 2000 with loss, which is what the rate cuts off. */
    static final Coding LOSSY = new Coding(false, FINEST_STEP, false, false);

    /** High-Throughput JPEG 2000 without loss. */
    static final Coding HIGH_THROUGHPUT = new Coding(true, 1, true, false);

    /** The same for those who read the lowest resolutions first (PS3.5 10.18). */
    static final Coding HIGH_THROUGHPUT_BY_RESOLUTION = new Coding(true, 1, true, true);

    /** High-Throughput JPEG 2000 with the loss that quantization makes. */
    static Coding highThroughput(double step) {
        return new Coding(false, step, true, false);
    }
}
