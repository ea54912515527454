package org.dicomcaravan.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;

/**
 * Where {@link Dwt53} and {@link Dwt97} have put a subband: a rectangle of the plane, empty where the picture is too small for
 * it.
 *
 * @param level of the wavelet that made it, from 1 on; 0 for a picture without any
 */
record Subband(Orientation orientation, int level, int x, int y, int width, int height) {

    /** The subbands by resolution level, the lowest one with LL first; then each HL, LH and HH (Annex B.5, F.3.1). */
    static List<List<Subband>> byResolution(int width, int height, int levels) {
        List<List<Subband>> resolutions = new ArrayList<>();
        int columns = width;
        int rows = height;
        for (int level = 1; level <= levels; level++) {
            int low = (columns + 1) / 2;
            int upper = (rows + 1) / 2;
            resolutions.add(
                    0,
                    List.of(
                            new Subband(Orientation.HL, level, low, 0, columns - low, upper),
                            new Subband(Orientation.LH, level, 0, upper, low, rows - upper),
                            new Subband(Orientation.HH, level, low, upper, columns - low, rows - upper)));
            columns = low;
            rows = upper;
        }
        resolutions.add(0, List.of(new Subband(Orientation.LL, levels, 0, 0, columns, rows)));
        return resolutions;
    }
}
