package org.dicomcaravan.samples;

/**
 * A head, cut across, as magnetic resonance sees it: x to the patient's left, y to the back, z in millimetres from the
 * ventricles towards the crown.
 */
final class Brain {
    /** Field of view, in millimetres. */
    static final double FIELD = 230;

    private static final double LESION_Z = 14;

    private Brain() {}

    /** How bright each tissue is. */
    enum Weighting {
        /** Fat and white matter bright, water dark. */
        T1(780, 210, 330, 620, 470, 90, 250),
        /** Water bright, white matter dark. */
        T2(560, 150, 260, 330, 480, 1150, 900);

        private final double fat;
        private final double skull;
        private final double muscle;
        private final double white;
        private final double grey;
        private final double water;
        private final double lesion;

        Weighting(double fat, double skull, double muscle, double white, double grey, double water, double lesion) {
            this.fat = fat;
            this.skull = skull;
            this.muscle = muscle;
            this.white = white;
            this.grey = grey;
            this.water = water;
            this.lesion = lesion;
        }
    }

    /** A slice in stored values, 0 to about 1400. */
    static Raster slice(int size, double z, Weighting weighting) {
        Raster raster = new Raster(size, size, FIELD / size, 12);
        double scale = scale(z);
        raster.paint(Shape.ellipse(0, 0, 80 * scale, 98 * scale, 0, 2), weighting.fat);
        raster.paint(Shape.ellipse(0, 0, 75 * scale, 93 * scale, 0, 1.5), weighting.muscle);
        raster.paint(Shape.ellipse(0, 0, 73 * scale, 91 * scale, 0, 1.5), weighting.skull);
        raster.paint(Shape.ellipse(0, 0, 67 * scale, 85 * scale, 0, 2), weighting.water);
        raster.paint(cortex(scale, 0, z), weighting.grey);
        raster.paint(cortex(scale, 5.5, z), weighting.white);
        raster.paint(Shape.band(2.2, 1.6, 0, -84 * scale, 0, -38), weighting.water);
        raster.paint(Shape.band(2.2, 1.6, 0, 84 * scale, 0, 44), weighting.water);
        for (int side = -1; side <= 1; side += 2) {
            deepMatter(raster, side, z, weighting);
        }
        raster.paint(lesion(z), weighting.lesion);
        shade(raster);
        return raster.noise(14, 3000 + Math.round(z * 10) + (weighting == Weighting.T1 ? 0 : 500));
    }

    /** How fast water diffuses, in 10⁻³ mm²/s: nothing outside the brain, where it is not a number. */
    static Raster diffusion(int size, double z) {
        Raster raster = new Raster(size, size, FIELD / size, 0);
        double scale = scale(z);
        raster.paint(Shape.ellipse(0, 0, 67 * scale, 85 * scale, 0, 2), 2.9);
        raster.paint(cortex(scale, 0, z), 0.86);
        raster.paint(cortex(scale, 5.5, z), 0.71);
        for (int side = -1; side <= 1; side += 2) {
            raster.paint(ventricle(side, z), 3.0);
        }
        raster.paint(lesion(z), 0.42);
        raster.noise(0.04, 9000 + Math.round(z * 10));
        Shape brain = Shape.ellipse(0, 0, 67 * scale, 85 * scale, 0, 0.1);
        return raster.change((x, y) -> 1, (old, x, y) -> brain.cover(x, y) > 0.5 ? old : Double.NaN);
    }

    private static double scale(double z) {
        double ratio = Math.max(-0.9, Math.min(0.95, z / 88));
        return Math.sqrt(1 - ratio * ratio);
    }

    /** The brain's surface, folded, some millimetres below its outermost line. */
    private static Shape cortex(double scale, double below, double z) {
        return (x, y) -> {
            double angle = StrictMath.atan2(y, x);
            double folds = 2.6 * StrictMath.sin(angle * 23 + z * 0.9)
                    + 2.2 * StrictMath.sin(angle * 37 - z * 1.7)
                    + 1.4 * StrictMath.sin(angle * 61 + z * 2.3);
            double deep = below + (below == 0 ? 0 : 0.9 * folds) + Math.max(0, folds) * 1.15;
            double rx = 65 * scale;
            double ry = 83 * scale;
            double r = Math.sqrt(x * x + y * y);
            double edge = r == 0 ? rx : 1 / Math.sqrt((x / r) * (x / r) / (rx * rx) + (y / r) * (y / r) / (ry * ry));
            double fissure = Math.abs(x) < 1.4 && Math.abs(y) > 40 ? 0 : 1;
            return fissure * Shape.ramp(edge - deep - 2 - r, 1.8);
        };
    }

    private static void deepMatter(Raster raster, int side, double z, Weighting weighting) {
        double open = Math.max(0, 1 - Math.abs(z) / 40);
        if (open > 0) {
            raster.paint(Shape.ellipse(side * 15, 8, 9 * open, 15 * open, side * 18, 2), weighting.grey + 30);
            raster.paint(Shape.ellipse(side * 27, -6, 7 * open, 17 * open, side * -14, 2), weighting.grey + 15);
            raster.paint(Shape.ellipse(side * 13, -22, 6 * open, 9 * open, side * -10, 2), weighting.grey + 20);
        }
        raster.paint(ventricle(side, z), weighting.water);
    }

    private static Shape ventricle(int side, double z) {
        double open = Math.max(0, 1 - Math.abs(z - 8) / 30);
        Shape front = Shape.ellipse(side * 9, -17, 4.5 * open + 0.01, 15 * open + 0.01, side * -16, 2);
        Shape back = Shape.ellipse(side * 17, 27, 5 * open + 0.01, 17 * open + 0.01, side * 24, 2);
        return open < 0.1 ? (x, y) -> 0 : (x, y) -> Math.max(front.cover(x, y), back.cover(x, y));
    }

    private static Shape lesion(double z) {
        double dz = (z - LESION_Z) * 0.8;
        double radius = 11 * 11 - dz * dz;
        return radius <= 1 ? (x, y) -> 0 : Shape.ellipse(36, 20, Math.sqrt(radius), Math.sqrt(radius) * 0.8, 30, 4);
    }

    /** The coil at the back of the head sees the back of the head best. */
    private static void shade(Raster raster) {
        raster.change((x, y) -> 1, (old, x, y) -> old * (1 + y / 900 - (x * x + y * y) / 90_000));
    }
}
