package org.dicomcaravan.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A chest made of ellipsoids and arcs, cut across. Values are Hounsfield units; z counts in millimetres from the middle
 * of the heart towards the head, and the patient lies on the back: x to the patient's left, y to the back.
 */
final class Chest {
    /** Field of view, in millimetres. */
    static final double FIELD = 380;

    private static final double AIR = -1000;
    private static final double LUNG = -860;
    private static final double FAT = -95;
    private static final double MUSCLE = 55;
    private static final double BLOOD = 190;
    private static final double BONE = 280;
    private static final double CORTEX = 900;

    /** x, y, z and radius of each nodule. */
    private static final double[][] NODULES = {{-88, -18, 22, 13}, {72, 38, -16, 9}, {-62, 45, -34, 6}};

    private static final List<double[]> VESSELS = vessels();

    private Chest() {}

    /** A slice. */
    static Raster slice(int size, double z) {
        Raster raster = new Raster(size, size, FIELD / size, AIR);
        table(raster);
        raster.paint(body(z), FAT);
        raster.paint(Shape.ellipse(0, 2, 148, 98 - z * z / 900, 0, 3), MUSCLE);
        shoulders(raster, z);
        raster.paint(lungs(z), LUNG);
        for (double[] vessel : VESSELS) {
            sphere(raster, vessel, z, 45, 1.8);
        }
        raster.paint(Shape.ellipse(2, -12, 44 + z * 0.1, 62, 0, 4), FAT);
        heart(raster, z);
        ribs(raster, z);
        spine(raster, z);
        for (double[] nodule : NODULES) {
            sphere(raster, nodule, z, 40, 2.5);
        }
        return raster.noise(11, 1000 + Math.round(z * 10));
    }

    /** The lungs in a slice. */
    static Shape lungs(double z) {
        double shrink = z * z / 260;
        Shape right = Shape.ellipse(-76, 0, 55 - shrink * 0.5, 80 - shrink, -8, 2.5);
        Shape left = Shape.ellipse(80, 2, 52 - shrink * 0.5, 78 - shrink, 8, 2.5);
        Shape middle = Shape.ellipse(4, -8, 36, 74, 0, 4);
        Shape both = (x, y) -> Math.max(right.cover(x, y), left.cover(x, y));
        return both.without(middle).without(heartOutline(z));
    }

    /** The nodules in a slice. */
    static Shape nodules(double z) {
        return (x, y) -> {
            double most = 0;
            for (double[] nodule : NODULES) {
                double radius = radius(nodule, z);
                double dx = x - nodule[0];
                double dy = y - nodule[1];
                most = Math.max(most, radius == 0 ? 0 : Shape.ramp(radius - Math.sqrt(dx * dx + dy * dy), 1));
            }
            return most;
        };
    }

    /** What a tracer of sugar shows, in becquerels per millilitre: the heart, and two of three nodules, glow. */
    static Raster uptake(int size, double z) {
        Raster raster = new Raster(size, size, FIELD / size, 40);
        raster.paint(body(z), 900);
        raster.paint(lungs(z), 350);
        raster.change(heartOutline(z), (old, x, y) -> 6200);
        raster.paint(Shape.ellipse(22, -20, 20, 18, 25, 8), 2400);
        raster.paint(Shape.ellipse(0, 62, 20, 16, 0, 4), 1700);
        for (int i = 0; i < 2; i++) {
            sphere(raster, NODULES[i], z, 14000 - 3000 * i, 4);
        }
        raster.blur(Math.max(1, size / 64)).noise(140, 7000 + Math.round(z * 10));
        return raster;
    }

    private static Shape body(double z) {
        return Shape.ellipse(0, 0, 166, 116 - z * z / 900, 0, 2.5);
    }

    private static Shape heartOutline(double z) {
        double shrink = Math.max(0, Math.abs(z + 12) - 20) * 0.6;
        return Shape.ellipse(26, -22, Math.max(6, 56 - shrink), Math.max(6, 44 - shrink), 28, 3);
    }

    private static void heart(Raster raster, double z) {
        if (z < 42) {
            raster.paint(heartOutline(z), 70);
            double open = Math.max(0, 1 - Math.abs(z + 14) / 42);
            if (open > 0) {
                raster.paint(Shape.ellipse(42, -24, 24 * open, 17 * open, 30, 4), BLOOD);
                raster.paint(Shape.ellipse(8, -34, 20 * open, 14 * open, 20, 4), BLOOD - 40);
                raster.paint(Shape.ellipse(4, 0, 24 * open, 13 * open, 5, 4), BLOOD - 15);
            }
        }
        raster.paint(Shape.circle(22, 38, 13.5, 2), BLOOD + 20);
        if (z > 0) {
            raster.paint(Shape.circle(-8, -26, 15, 2), BLOOD + 20);
            raster.paint(Shape.circle(-32, -20, 9, 2), BLOOD - 30);
            raster.paint(Shape.ellipse(6, -6, 26, 10, -12, 2), BLOOD);
            raster.paint(Shape.circle(-14, 18, 7, 1.5), AIR + 10);
            raster.paint(Shape.circle(14, 20, 6.5, 1.5), AIR + 10);
        }
        raster.paint(Shape.ellipse(4, 32, 7, 4.5, 0, 2), 35);
    }

    private static void shoulders(Raster raster, double z) {
        for (int side = -1; side <= 1; side += 2) {
            raster.paint(Shape.band(9, 2, side * 112, 62, side * 88, 88, side * 66, 98), MUSCLE + 10);
            raster.paint(Shape.band(7, 2, side * 108, 66 - z * 0.1, side * 84, 91), BONE);
            raster.paint(Shape.ellipse(side * 92, -92, 44, 9, side * 14, 3), MUSCLE - 20);
        }
    }

    private static void ribs(Raster raster, double z) {
        for (int i = 0; i < 11; i++) {
            double angle = -68 + i * 31.0 + (z * 1.3) % 31;
            for (int side = -1; side <= 1; side += 2) {
                double radians = StrictMath.toRadians(angle);
                double cx = side * 139 * StrictMath.cos(radians);
                double cy = 2 + 93 * StrictMath.sin(radians);
                if (side * cx > 18) {
                    double along = StrictMath.toDegrees(
                            StrictMath.atan2(93 * StrictMath.cos(radians), -side * 139 * StrictMath.sin(radians)));
                    raster.paint(Shape.ellipse(cx, cy, 13, 5, along, 1.6), CORTEX * 0.75);
                    raster.paint(Shape.ellipse(cx, cy, 10, 2.6, along, 1.6), BONE * 0.7);
                }
            }
        }
        raster.paint(Shape.ellipse(0, -88, 19, 6.5, 0, 1.6), CORTEX * 0.6);
        raster.paint(Shape.ellipse(0, -88, 15, 3.6, 0, 1.6), BONE * 0.6);
    }

    private static void spine(Raster raster, double z) {
        double disc = Math.abs(z % 26) < 4 ? 0.45 : 1;
        raster.paint(Shape.ellipse(0, 62, 22, 18, 0, 1.6), CORTEX * 0.62 * disc);
        raster.paint(Shape.ellipse(0, 62, 19, 15, 0, 3), BONE * disc);
        raster.paint(Shape.band(9, 1.6, -12, 78, -20, 86, -44, 80), CORTEX * 0.6);
        raster.paint(Shape.band(9, 1.6, 12, 78, 20, 86, 44, 80), CORTEX * 0.6);
        raster.paint(Shape.band(8, 1.6, 0, 92, 0, 108), CORTEX * 0.65);
        raster.paint(Shape.band(7, 1.6, -14, 88, 0, 94, 14, 88), CORTEX * 0.6);
        raster.paint(Shape.circle(0, 83, 9, 1.6), 20);
        raster.paint(Shape.circle(0, 83, 5, 1.6), 45);
    }

    private static void table(Raster raster) {
        double[] arc = new double[42];
        for (int i = 0; i < 21; i++) {
            double x = -190 + i * 19;
            arc[2 * i] = x;
            arc[2 * i + 1] = 134 - x * x / 1500;
        }
        raster.paint(Shape.band(10, 1.5, arc), -700);
        raster.paint(Shape.band(10, 1.5, arc).without(Shape.band(6, 1.5, arc)), -250);
    }

    private static void sphere(Raster raster, double[] sphere, double z, double value, double soft) {
        double radius = radius(sphere, z);
        if (radius > 0) {
            raster.paint(Shape.circle(sphere[0], sphere[1], radius, soft), value);
        }
    }

    private static double radius(double[] sphere, double z) {
        double dz = z - sphere[2];
        return Math.abs(dz) < sphere[3] ? Math.sqrt(sphere[3] * sphere[3] - dz * dz) : 0;
    }

    /** Vessels as chains of beads that branch from the roots of the lungs outwards and grow thin. */
    private static List<double[]> vessels() {
        SplittableRandom random = new SplittableRandom(20260101);
        List<double[]> beads = new ArrayList<>();
        for (int branch = 0; branch < 70; branch++) {
            int side = branch % 2 == 0 ? -1 : 1;
            double angle = (random.nextDouble() - 0.5) * 2.6;
            double rise = (random.nextDouble() - 0.5) * 1.6;
            double x = side * 34;
            double y = 4 + random.nextDouble() * 8;
            double z = random.nextDouble() * 20 - 8;
            double thick = 3.4 + random.nextDouble();
            for (int step = 0; step < 26; step++) {
                x += side * StrictMath.cos(angle) * 3.2;
                y += StrictMath.sin(angle) * 3.2;
                z += rise * 2.2;
                angle += (random.nextDouble() - 0.5) * 0.5;
                thick *= 0.955;
                beads.add(new double[] {x, y, z, thick});
            }
        }
        return List.copyOf(beads);
    }
}
