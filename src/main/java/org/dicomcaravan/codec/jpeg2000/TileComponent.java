package org.dicomcaravan.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;

/**
 * One component of a tile.
 *
 * @param number of the component
 * @param area its samples, in the component's own coordinates
 * @param style how it is coded
 * @param quantization how it is quantized
 * @param shift by how many bits its region of interest is shifted up
 * @param resolutions from the lowest one on
 */
record TileComponent(
        int number,
        Rectangle area,
        ComponentStyle style,
        Quantization quantization,
        int shift,
        List<Resolution> resolutions) {

    /** A component of a tile that lies so on the reference grid. */
    static TileComponent of(int number, Rectangle tile, Parameters parameters) throws DicomException {
        ImageSize.Component samples = parameters.size().components().get(number);
        TileComponent component = new TileComponent(
                number,
                tile.divided(samples.dx(), samples.dy()),
                parameters.componentStyle(number),
                parameters.quantization(number),
                parameters.shift(number),
                new ArrayList<>());
        int levels = component.style.levels();
        component.quantization.exponent(levels, levels == 0 ? 0 : 3); // the last subband has one, so all have
        component.addResolutions();
        return component;
    }

    private void addResolutions() {
        for (int number = 0; number <= style.levels(); number++) {
            resolutions.add(new Resolution(number, resolutionArea(style.levels() - number)));
        }
    }

    /** The subbands of a resolution: LL, or what leads to it from the next lower one, HL, LH and HH. */
    List<Band> bands(int resolution, ImageSize.Component samples) throws DicomException {
        Rectangle low = resolutions.get(Math.max(0, resolution - 1)).area();
        if (resolution == 0) {
            return List.of(Band.of(Orientation.LL, samples, this, 0, style.levels(), low));
        }
        List<Band> bands = new ArrayList<>();
        for (Orientation orientation : List.of(Orientation.HL, Orientation.LH, Orientation.HH)) {
            bands.add(Band.of(orientation, samples, this, resolution, style.levels() - resolution + 1, low));
        }
        return bands;
    }

    /** The highest resolution that is wanted. */
    Resolution top(Window window) {
        return resolutions.get(Math.max(0, style.levels() - window.discarded()));
    }

    /** Equation B-14. */
    private Rectangle resolutionArea(int levels) {
        return new Rectangle(
                halved(area.x0(), levels),
                halved(area.y0(), levels),
                halved(area.x1(), levels),
                halved(area.y1(), levels));
    }

    private static int halved(int coordinate, int levels) {
        return (int) ((coordinate + (1L << levels) - 1) >> levels);
    }
}
