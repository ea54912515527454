package org.dicomcaravan.samples;

/** A skeleton that took up a tracer, whole body, from the front: counts from 0 to about 250. */
final class Scintigram {
    private static final double HEIGHT = 1900;

    private Scintigram() {}

    /** The picture, about half as wide as high. */
    static Raster wholeBody(int columns, int rows) {
        Raster raster = new Raster(columns, rows, HEIGHT / rows, 3);
        soft(raster);
        raster.paint(Shape.ellipse(0, -790, 78, 104, 0, 20), 62);
        raster.paint(Shape.ellipse(0, -740, 46, 40, 0, 16), 88);
        raster.add(Shape.band(34, 14, 0, -690, 4, -520, 0, -300, -4, -140, 0, -60), 88);
        raster.add(Shape.band(26, 10, 0, -560, 0, -420), 60);
        for (int side = -1; side <= 1; side += 2) {
            limb(raster, side);
            for (int i = 0; i < 9; i++) {
                double y = -590 + i * 36;
                double wide = 96 + 40 * StrictMath.sin(StrictMath.toRadians(20 + i * 15.0));
                raster.add(Shape.band(13, 9, side * 14, y, side * wide * 0.7, y + 4, side * wide, y + 36), 34);
            }
            raster.add(Shape.ellipse(side * 46, -268, 26, 46, side * -12, 18), 48);
            raster.add(Shape.ellipse(side * 82, -70, 58, 40, side * 28, 20), 68);
            raster.add(Shape.ellipse(side * 26, -46, 20, 34, side * 10, 12), 82);
        }
        raster.add(Shape.ellipse(0, -8, 34, 28, 0, 16), 130);
        raster.add(Shape.circle(-118, -470, 17, 14), 150);
        raster.add(Shape.circle(14, -330, 20, 14), 120);
        raster.add(Shape.circle(104, 180, 24, 20), 125);
        raster.blur(Math.max(1, rows / 400));
        return raster.change((x, y) -> 1, (old, x, y) -> Math.max(0, old)).noise(3, 6100);
    }

    private static void soft(Raster raster) {
        raster.paint(Shape.ellipse(0, -780, 100, 128, 0, 30), 15);
        raster.paint(Shape.ellipse(0, -350, 190, 340, 0, 40), 15);
        raster.paint(Shape.ellipse(0, -60, 186, 130, 0, 40), 16);
    }

    private static void limb(Raster raster, int side) {
        raster.paint(Shape.band(112, 40, side * 96, 0, side * 96, 420, side * 88, 830), 14);
        raster.paint(Shape.band(72, 30, side * 208, -560, side * 248, -250, side * 262, 20), 14);
        raster.add(Shape.band(22, 12, side * 118, -40, side * 100, 180, side * 92, 400), 58);
        raster.add(Shape.band(20, 12, side * 90, 440, side * 86, 640, side * 84, 800), 50);
        raster.add(Shape.ellipse(side * 92, 420, 32, 30, 0, 16), 66);
        raster.add(Shape.ellipse(side * 88, 838, 34, 26, side * 20, 16), 58);
        raster.add(Shape.circle(side * 120, -36, 30, 18), 58);
        raster.add(Shape.circle(side * 184, -590, 34, 20), 88);
        raster.add(Shape.band(16, 12, side * 190, -560, side * 226, -320), 42);
        raster.add(Shape.band(14, 12, side * 230, -300, side * 252, -90), 40);
        raster.add(Shape.circle(side * 228, -308, 20, 12), 44);
        raster.add(Shape.ellipse(side * 260, -30, 22, 40, 0, 16), 46);
        raster.add(Shape.band(18, 12, side * 20, -640, side * 110, -650, side * 176, -610), 50);
    }
}
