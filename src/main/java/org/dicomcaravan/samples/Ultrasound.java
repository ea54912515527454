package org.dicomcaravan.samples;

import java.util.SplittableRandom;

/** Hearts in the fan of an ultrasound probe: red, green and blue, interleaved, 8 bits each. */
final class Ultrasound {
    private static final double FIELD = 200;
    private static final double DEPTH = 168;
    private static final double HALF_ANGLE = 0.72;

    private Ultrasound() {}

    /**
     * A picture of a beating heart.
     *
     * @param columns pixels in a row
     * @param rows rows
     * @param phase of the beat, 0 to 1
     * @param flow whether the blood's speed is shown in colours
     */
    static byte[] picture(int columns, int rows, double phase, boolean flow) {
        double beat = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * phase);
        Raster tissue = new Raster(columns, rows, FIELD / rows, 0);
        double top = tissue.y(0) + 12;
        heart(tissue, top, beat);
        speckle(tissue, Math.round(phase * 1000));
        tissue.blur(Math.max(1, rows / 400));
        Shape fan = fan(top);
        byte[] samples = new byte[columns * rows * 3];
        for (int row = 0, i = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++, i++) {
                double x = tissue.x(column);
                double y = tissue.y(row);
                double grey = tissue.values()[i] * fan.cover(x, y);
                double speed = flow ? speed(x, y - top, beat) * fan.cover(x, y) : 0;
                colour(samples, 3 * i, grey, speed);
            }
        }
        annotate(samples, tissue, top, flow);
        return samples;
    }

    private static void heart(Raster raster, double top, double beat) {
        double squeeze = 1 - 0.24 * beat;
        raster.change((x, y) -> 1, (old, x, y) -> 92 - 0.2 * (y - top));
        raster.paint(Shape.ellipse(4, top + 88, 66, 80, 0, 10), 150);
        raster.paint(Shape.ellipse(-2, top + 68, 54, 56, 0, 8), 128);
        raster.paint(Shape.ellipse(22, top + 62, 21 * squeeze, 42 * squeeze, -6, 5), 8);
        raster.paint(Shape.ellipse(-26, top + 66, 17 * squeeze, 34 * squeeze, 12, 5), 10);
        raster.paint(Shape.ellipse(22, top + 124, 22 + 3 * beat, 21 + 2 * beat, 0, 5), 7);
        raster.paint(Shape.ellipse(-24, top + 120, 20 + 3 * beat, 20 + 2 * beat, 0, 5), 9);
        double open = 12 * (1 - beat);
        raster.paint(Shape.band(3, 2.5, 2, top + 100, 12, top + 99 - open, 21, top + 100 - open), 205);
        raster.paint(Shape.band(3, 2.5, 42, top + 101, 33, top + 100 - open, 24, top + 100 - open), 205);
        raster.paint(Shape.band(2.6, 2.5, -42, top + 98, -33, top + 96 - open * 0.8, -26, top + 97 - open), 190);
        raster.paint(Shape.band(2.6, 2.5, -6, top + 99, -16, top + 97 - open * 0.8, -22, top + 97 - open), 190);
        raster.paint(Shape.ellipse(0, top + 156, 70, 6, 0, 5), 215);
    }

    /** Coherent waves interfere: tissue is a pattern of grains, the wider the deeper. */
    private static void speckle(Raster raster, long seed) {
        SplittableRandom random = new SplittableRandom(5000 + seed);
        double[] values = raster.values();
        for (int i = 0; i < values.length; i++) {
            double a = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
            double b = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
            values[i] *= 0.25 + 1.35 * Math.sqrt(a * a + b * b);
        }
    }

    private static Shape fan(double top) {
        return (x, y) -> {
            double r = Math.sqrt(x * x + (y - top) * (y - top));
            double angle = Math.abs(StrictMath.atan2(x, y - top));
            return r > 7 && angle < HALF_ANGLE ? Shape.ramp(DEPTH - r, 1) : 0;
        };
    }

    /** Speed of the blood, -1 (away) to 1 (towards the probe). */
    private static double speed(double x, double y, double beat) {
        double filling = Shape.ellipse(22, 84, 10, 34, -4, 8).cover(x, y) * (1 - beat) * (0.5 + (116 - y) / 90);
        double ejecting = Shape.ellipse(4, 66, 8, 30, 24, 8).cover(x, y) * beat;
        double jet = Shape.ellipse(24, 116, 5, 16, 8, 5).cover(x, y) * beat * 0.9;
        return filling - ejecting - jet;
    }

    private static void colour(byte[] samples, int at, double grey, double speed) {
        double strength = Math.min(1, Math.abs(speed) * 1.4);
        double red = grey;
        double green = grey;
        double blue = grey;
        if (strength > 0.12) {
            double bright = Math.max(0, strength - 0.55) * 2.2;
            red = speed > 0 ? 120 + 135 * strength : 30 * bright;
            green = 220 * bright;
            blue = speed > 0 ? 20 * bright : 120 + 135 * strength;
        }
        samples[at] = level(red);
        samples[at + 1] = level(green);
        samples[at + 2] = level(blue);
    }

    /** A scale of depth at the fan's side, and of speed at the picture's. */
    private static void annotate(byte[] samples, Raster raster, double top, boolean flow) {
        for (int row = 0, at = 0; row < raster.rows(); row++) {
            for (int column = 0; column < raster.columns(); column++, at += 3) {
                double x = raster.x(column);
                double y = raster.y(row) - top;
                double right = raster.x(raster.columns() - 1);
                boolean tick = x > right - 26 && x < right - (Math.round(y / 10) % 5 == 0 ? 18 : 22);
                if (y >= -0.4 && y < DEPTH && Math.abs(y - Math.round(y / 10) * 10) < 0.5 && tick) {
                    colour(samples, at, 210, 0);
                }
                if (flow && x > right - 12 && x < right - 5 && y >= 0 && y < 64) {
                    colour(samples, at, 12, (32 - y) / 32);
                }
            }
        }
    }

    private static byte level(double value) {
        return (byte) Math.round(Math.min(255, Math.max(0, value)));
    }
}
