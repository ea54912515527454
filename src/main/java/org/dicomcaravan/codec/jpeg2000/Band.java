package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.dicom.DicomException;

/**
 * A subband of a tile's component.
 *
 * @param orientation of its frequencies
 * @param area where it lies, in its own coordinates (B.5)
 * @param x its first column in the plane of the tile's component, whose wavelet is inverted in place
 * @param y its first row there
 * @param planes magnitude bit-planes, M_b, with those that a region of interest adds
 * @param step of the quantization, of a size that {@link InverseDwt97} expects; 1 where nothing was quantized
 */
record Band(Orientation orientation, Rectangle area, int x, int y, int planes, float step) {

    /**
     * A subband.
     *
     * @param component its component of the tile
     * @param levels wavelet levels that lead from it to the full resolution, n_b
     * @param low the next lower resolution, beside and below which it lies; null for LL
     */
    static Band of(
            Orientation orientation,
            ImageSize.Component samples,
            TileComponent component,
            int resolution,
            int levels,
            Rectangle low)
            throws DicomException {
        Quantization quantization = component.quantization();
        boolean right = orientation == Orientation.HL || orientation == Orientation.HH;
        boolean below = orientation == Orientation.LH || orientation == Orientation.HH;
        int index = (right ? 1 : 0) + (below ? 2 : 0); // LL, HL, LH, HH
        int exponent = quantization.exponent(resolution, index);
        int planes = quantization.guardBits() + exponent - 1 + component.shift();
        float step = 1;
        if (!component.style().reversible()) {
            int scale = samples.precision() - exponent;
            step = (float) ((1 + quantization.mantissa(resolution, index) / 2048.0) * Math.pow(2, scale));
        }
        return new Band(
                orientation,
                area(component.area(), levels, right, below),
                right ? low.width() : 0,
                below ? low.height() : 0,
                planes,
                step);
    }

    /** Equation B-15. */
    private static Rectangle area(Rectangle tile, int levels, boolean right, boolean below) {
        return new Rectangle(
                coordinate(tile.x0(), levels, right),
                coordinate(tile.y0(), levels, below),
                coordinate(tile.x1(), levels, right),
                coordinate(tile.y1(), levels, below));
    }

    private static int coordinate(int at, int levels, boolean high) {
        long offset = high ? 1L << (levels - 1) : 0;
        return (int) ((at - offset + (1L << levels) - 1) >> levels);
    }
}
