package org.dicomcaravan.samples;

/** Chest radiographs: what X-rays lose on their way, 0 (nothing in the way) to about 4000. */
final class Radiograph {
    /** Height of the detector, in millimetres. */
    static final double HEIGHT = 420;

    private Radiograph() {}

    /** From the front. */
    static Raster frontal(int columns, int rows) {
        Raster raster = new Raster(columns, rows, HEIGHT / rows, 60);
        raster.add(Shape.ellipse(0, 70, 168, 300, 0, 60), 1250);
        raster.add(Shape.ellipse(0, -210, 56, 70, 0, 30), 700);
        raster.add(Shape.ellipse(0, 215, 190, 120, 0, 70), 900);
        for (int side = -1; side <= 1; side += 2) {
            raster.add(Shape.ellipse(side * 66, -14, 57, 132, side * 5, 22).without(dome(side)), -830);
            raster.add(Shape.ellipse(side * 140, -128, 62, 42, side * 24, 30), 420);
            clavicle(raster, side);
            ribs(raster, side);
            hilum(raster, side);
        }
        raster.add(Shape.ellipse(16, 52, 66, 60, 22, 26), 800);
        raster.add(Shape.ellipse(0, -40, 30, 118, 0, 18), 620);
        raster.add(Shape.ellipse(18, -62, 17, 20, 0, 6), 300);
        raster.add(Shape.band(15, 8, 0, -210, 0, -80, -6, -48), -380);
        spine(raster);
        raster.blur(1);
        raster.add(Shape.ellipse(-58, -52, 10, 9, 0, 5), 330);
        marker(raster);
        return raster.noise(26, 4100);
    }

    /** From the patient's left side. */
    static Raster lateral(int columns, int rows) {
        Raster raster = new Raster(columns, rows, HEIGHT / rows, 60);
        raster.add(Shape.ellipse(0, 60, 128, 290, 0, 50), 1500);
        raster.add(Shape.ellipse(0, 225, 140, 110, 0, 60), 900);
        raster.add(Shape.ellipse(4, -16, 86, 134, 6, 20).without(Shape.ellipse(10, 176, 130, 92, -8, 6)), -900);
        raster.add(Shape.ellipse(-34, 56, 54, 54, -24, 14), 780);
        raster.add(Shape.band(15, 8, 6, -210, 16, -100, 18, -56), -330);
        raster.add(Shape.ellipse(-10, -190, 58, 42, 0, 30), 500);
        for (int i = 0; i < 9; i++) {
            double y = -110 + i * 26;
            raster.add(Shape.band(8, 3, 84, y - 16, 40, y + 2, -10, y + 22, -70, y + 54 - i * 4), 190);
        }
        for (int i = 0; i < 15; i++) {
            double y = -190 + i * 27.0;
            double x = 66 + 14 * StrictMath.sin((y + 60) / 90);
            raster.add(Shape.ellipse(x, y, 18, 12, -6, 4), 640);
            raster.add(Shape.band(9, 4, x + 18, y, x + 44, y + 14), 330);
        }
        raster.blur(1);
        raster.add(Shape.band(10, 4, -88, -96, -96, -30, -92, 40), 420);
        marker(raster);
        return raster.noise(26, 4200);
    }

    /** What lies below the diaphragm of one side. */
    private static Shape dome(int side) {
        return Shape.ellipse(side * 74, side < 0 ? 172 : 184, 92, 92, 0, 5);
    }

    private static void clavicle(Raster raster, int side) {
        raster.add(Shape.band(13, 5, side * 12, -124, side * 52, -134, side * 92, -150, side * 132, -156), 520);
        raster.add(Shape.band(16, 6, side * 128, -150, side * 118, -96, side * 112, -50), 330);
        raster.add(Shape.ellipse(side * 152, -132, 22, 24, 0, 8), 560);
        raster.add(Shape.band(26, 8, side * 156, -118, side * 168, -40), 520);
    }

    private static void ribs(Raster raster, int side) {
        for (int i = 0; i < 9; i++) {
            double top = -136 + i * 25.5;
            double wide = 72 + 44 * StrictMath.sin(StrictMath.toRadians(28 + i * 15.0));
            double[] back = new double[18];
            double[] front = new double[14];
            for (int p = 0; p < 9; p++) {
                double t = p / 8.0;
                back[2 * p] = side * (14 + (wide - 14) * StrictMath.sin(t * Math.PI / 2));
                back[2 * p + 1] = top + 42 * t * t - 10 * StrictMath.sin(t * Math.PI);
            }
            for (int p = 0; p < 7; p++) {
                double t = p / 6.0;
                front[2 * p] = side * (wide - (wide - 34) * (1 - StrictMath.cos(t * Math.PI / 2)));
                front[2 * p + 1] = top + 42 + 46 * StrictMath.sin(t * Math.PI / 2);
            }
            raster.add(Shape.band(11, 3, back).without(Shape.band(5, 3, back)), 190);
            raster.add(Shape.band(11, 3, back), 170);
            raster.add(Shape.band(12, 4, front), 120);
        }
    }

    private static void hilum(Raster raster, int side) {
        for (int i = 0; i < 11; i++) {
            double angle = StrictMath.toRadians(-62 + i * 13.5);
            double x = side * 30;
            double y = -8;
            double width = 7;
            for (int step = 0; step < 7; step++) {
                double bend = angle + 0.12 * StrictMath.sin(step * 1.7 + i);
                double nextX = x + side * 11 * StrictMath.cos(bend);
                double nextY = y + 13 * StrictMath.sin(bend);
                raster.add(Shape.band(width, 3.5, x, y, nextX, nextY), 105 * width / 7);
                x = nextX;
                y = nextY;
                width *= 0.78;
            }
        }
    }

    private static void spine(Raster raster) {
        for (int i = 0; i < 18; i++) {
            double y = -208 + i * 24.5;
            raster.add(Shape.ellipse(0, y, 19, 10.5, 0, 4), 330);
            raster.add(Shape.ellipse(-8, y, 3.5, 4.5, 0, 2), 130);
            raster.add(Shape.ellipse(8, y, 3.5, 4.5, 0, 2), 130);
            raster.add(Shape.ellipse(0, y + 8, 4, 9, 0, 3), 160);
        }
    }

    /** A lead letter L at the patient's left. */
    private static void marker(Raster raster) {
        double x = raster.x(raster.columns() - 1) - 34;
        double y = raster.y(0) + 24;
        raster.add(Shape.band(5, 1.2, x, y, x, y + 22, x + 13, y + 22), 2600);
    }
}
