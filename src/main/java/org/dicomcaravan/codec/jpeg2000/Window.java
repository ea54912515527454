package org.dicomcaravan.codec.jpeg2000;

/**
 * What is wanted of an image.
 *
 * @param discarded resolutions that are left out from the highest one on: 1 halves both sides
 * @param area on the reference grid; what lies elsewhere need not be decoded
 */
record Window(int discarded, Rectangle area) {

    /** Coefficients beside those of the area that have a part in it, whichever wavelet and level: fewer than these. */
    private static final int MARGIN = 8;

    /** All of it, as large as it is. */
    static Window whole(ImageSize size) {
        return new Window(0, size.image());
    }

    /** Where it lies in a component, at the wanted resolution. */
    Rectangle of(ImageSize.Component component) {
        int scale = 1 << discarded;
        return area.divided(component.dx(), component.dy()).divided(scale, scale);
    }

    /** Whether the resolution of this number, out of {@code levels + 1}, is wanted. */
    boolean has(int resolution, int levels) {
        return resolution <= Math.max(0, levels - discarded);
    }

    /** Whether a code-block has a part in the area. */
    boolean has(CodedBlock block, int levels, ImageSize.Component samples) {
        Rectangle wanted = area.divided(samples.dx(), samples.dy());
        return reaches(block.area.x0(), block.area.x1(), wanted.x0(), wanted.x1(), levels)
                && reaches(block.area.y0(), block.area.y1(), wanted.y0(), wanted.y1(), levels);
    }

    private static boolean reaches(int from, int to, int wantedFrom, int wantedTo, int levels) {
        int shift = Math.min(levels, Integer.SIZE - 1);
        return to > (wantedFrom >> shift) - MARGIN && from <= (wantedTo >> shift) + MARGIN;
    }
}
