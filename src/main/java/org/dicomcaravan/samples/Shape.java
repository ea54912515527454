package org.dicomcaravan.samples;

/** A region of the plane with a soft border. Lengths are millimetres, x to the right and y down. */
@FunctionalInterface
interface Shape {
    /** How much of a point belongs to the shape, 0 to 1. */
    double cover(double x, double y);

    /** Where to look for it: outside of these, {@link #cover} is 0. */
    default Bounds bounds() {
        return Bounds.NONE;
    }

    /** The same shape, of which it is known where it ends. */
    private Shape within(Bounds bounds) {
        Shape shape = this;
        return new Shape() {
            @Override
            public double cover(double x, double y) {
                return shape.cover(x, y);
            }

            @Override
            public Bounds bounds() {
                return bounds;
            }
        };
    }

    /** An ellipse. {@code turn} is its clockwise turn in degrees, {@code soft} the width of its border. */
    static Shape ellipse(double cx, double cy, double rx, double ry, double turn, double soft) {
        double cos = StrictMath.cos(StrictMath.toRadians(turn));
        double sin = StrictMath.sin(StrictMath.toRadians(turn));
        double small = Math.min(rx, ry);
        double reach = Math.max(rx, ry) + soft;
        Shape ellipse = (x, y) -> {
            double dx = x - cx;
            double dy = y - cy;
            if (Math.abs(dx) > reach || Math.abs(dy) > reach) {
                return 0;
            }
            double u = (dx * cos + dy * sin) / rx;
            double v = (dy * cos - dx * sin) / ry;
            return ramp((1 - Math.sqrt(u * u + v * v)) * small, soft);
        };
        return ellipse.within(new Bounds(cx - reach, cy - reach, cx + reach, cy + reach));
    }

    /** A circle. */
    static Shape circle(double cx, double cy, double radius, double soft) {
        return ellipse(cx, cy, radius, radius, 0, soft);
    }

    /** A band of a width along a line through points x0, y0, x1, y1, … */
    static Shape band(double width, double soft, double... points) {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int i = 0; i < points.length; i += 2) {
            left = Math.min(left, points[i]);
            right = Math.max(right, points[i]);
            top = Math.min(top, points[i + 1]);
            bottom = Math.max(bottom, points[i + 1]);
        }
        double reach = width / 2 + soft;
        Shape box = box(left - reach, top - reach, right + reach, bottom + reach);
        Shape band = (x, y) -> box.cover(x, y) == 0 ? 0 : ramp(width / 2 - distance(points, x, y), soft);
        return band.within(box.bounds());
    }

    /** A rectangle with sharp borders. */
    static Shape box(double left, double top, double right, double bottom) {
        Shape box = (x, y) -> x >= left && x < right && y >= top && y < bottom ? 1 : 0;
        return box.within(new Bounds(left, top, right, bottom));
    }

    /** What belongs to both. */
    default Shape and(Shape other) {
        Shape both = (x, y) -> {
            double cover = cover(x, y);
            return cover == 0 ? 0 : cover * other.cover(x, y);
        };
        return both.within(bounds());
    }

    /** What belongs to this and not to the other. */
    default Shape without(Shape other) {
        Shape rest = (x, y) -> {
            double cover = cover(x, y);
            return cover == 0 ? 0 : cover * (1 - other.cover(x, y));
        };
        return rest.within(bounds());
    }

    /** 0 outside, 1 inside, and in between along a border {@code soft} wide. {@code depth} is negative outside. */
    static double ramp(double depth, double soft) {
        return Math.min(1, Math.max(0, 0.5 + depth / soft));
    }

    private static double distance(double[] points, double x, double y) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i + 3 < points.length; i += 2) {
            double dx = points[i + 2] - points[i];
            double dy = points[i + 3] - points[i + 1];
            double along = ((x - points[i]) * dx + (y - points[i + 1]) * dy) / (dx * dx + dy * dy);
            double t = Math.min(1, Math.max(0, along));
            double ex = x - points[i] - t * dx;
            double ey = y - points[i + 1] - t * dy;
            least = Math.min(least, ex * ex + ey * ey);
        }
        return Math.sqrt(least);
    }
}
