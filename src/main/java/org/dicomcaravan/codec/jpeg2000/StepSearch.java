package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Codes a frame of High-Throughput JPEG 2000 into a number of bytes by the quantization step alone, as cleanup passes can't be
 * cut: tries one step after the other, until one fits. For one search.
 */
final class StepSearch {

    /** How much of the bytes is left at most, in powers of two: 2 %. */
    private static final double NEAR = log2(1 / 0.98);

    /** Steps are as good as the same where their powers of two differ by so little. */
    private static final double ALIKE = 1 / 64.0;

    private static final int MOST_TRIES = 12;

    /** No step is larger than a quarter of what samples may be: whatever the rate, something is left of the picture. */
    private static final int COARSEST = 2;

    /** A step as a power of two, and by which power of two the bytes that it makes exceed those that are wanted. */
    private record Try(double step, double excess) {}

    private final CodingStyle style;
    private final WaveletPlanes planes;
    private final double finest = log2(Coding.FINEST_STEP);
    private final double coarsest;
    private Optional<Try> tooLong = Optional.empty();
    private Optional<Try> fitting = Optional.empty();

    StepSearch(SampleReader reader, CodingStyle style) {
        this.style = style;
        this.planes = new WaveletPlanes(reader, style.levels());
        this.coarsest = Math.max(finest, style.precision() - COARSEST);
    }

    /** The frame whose packets take no more than so many bytes, if that can be. */
    CodedFrame within(long bytes) throws InterruptedIOException {
        CodedFrame best = null;
        double step = guess(bytes);
        for (int tries = 1; ; tries++) {
            CodedFrame coded = encode(step);
            Try last = new Try(step, log2((double) coded.length() / bytes));
            if (last.excess() <= 0) {
                fitting = Optional.of(last);
                best = coded;
            } else {
                tooLong = Optional.of(last);
                best = best == null && step == coarsest ? coded : best;
            }
            if (best != null && (isDone() || tries >= MOST_TRIES)) {
                return best;
            }
            step = next(tries);
        }
    }

    /** Whether a finer step would gain nothing that is worth the time. */
    private boolean isDone() {
        if (fitting.isEmpty()) {
            return true;
        }
        Try fits = fitting.get();
        return fits.excess() >= -NEAR
                || fits.step() == finest
                || tooLong.isPresent() && fits.step() - tooLong.get().step() < ALIKE;
    }

    /** Half of a sample's bits are noise, more or less, and a step that is twice as large saves one of them. */
    private double guess(long bytes) {
        double samples = (double) style.columns() * style.rows() * style.components();
        return bounded(style.precision() / 2.0 - Byte.SIZE * bytes / samples);
    }

    private double next(int tries) {
        if (tooLong.isEmpty()) {
            Try fits = fitting.orElseThrow();
            return bounded(fits.step() + fits.excess() - beyond(tries));
        }
        Try exceeds = tooLong.get();
        if (fitting.isEmpty()) {
            return bounded(exceeds.step() + exceeds.excess() + beyond(tries));
        }
        Try fits = fitting.get();
        double part = exceeds.excess() / (exceeds.excess() - fits.excess());
        // At a tenth from either end at least, else one of them might never move.
        return exceeds.step() + Math.min(0.9, Math.max(0.1, part)) * (fits.step() - exceeds.step());
    }

    /** How far to go past the step that should fit, the farther the more often it did not. */
    private static double beyond(int tries) {
        return 0.1 * (1 << tries - 1);
    }

    private double bounded(double step) {
        return Math.min(coarsest, Math.max(finest, step));
    }

    private CodedFrame encode(double step) throws InterruptedIOException {
        CodingStyle tried = style.with(Coding.highThroughput(StrictMath.pow(2, step)));
        TileEncoder encoder = new TileEncoder(style.components(), new HtIrreversibleEncoder(planes, tried));
        List<CodedTile> tiles = new ArrayList<>();
        for (Tile tile : Tile.of(style.columns(), style.rows())) {
            tiles.add(encoder.encode(tile));
        }
        return new CodedFrame(tried, tiles);
    }

    private static double log2(double number) {
        return StrictMath.log(number) / StrictMath.log(2);
    }
}
