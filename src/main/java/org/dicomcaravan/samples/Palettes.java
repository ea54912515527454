package org.dicomcaravan.samples;

import org.dicomcaravan.dicom.VR;

/** Palette Color Lookup Tables (PS3.3 C.7.6.3.1.5 and C.7.9), 256 entries of 16 bits. */
final class Palettes {
    private static final int ENTRIES = 256;
    private static final int MOST = 0xFFFF;

    /** Segments of a segmented table: opcode 0 is discrete, 1 is linear. */
    private static final int DISCRETE = 0;

    private static final int LINEAR = 1;

    private Palettes() {}

    /** Black, red, orange, yellow, white: plain tables. */
    static Attributes hotIron() {
        double[] red = new double[ENTRIES];
        double[] green = new double[ENTRIES];
        double[] blue = new double[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            red[i] = Math.min(1, i / 127.0) * MOST;
            green[i] = Math.min(1, Math.max(0, (i - 64) / 127.0)) * MOST;
            blue[i] = Math.max(0, (i - 128) / 127.0) * MOST;
        }
        return new Attributes()
                .with(descriptors())
                .put("RedPaletteColorLookupTableData", VR.OW, red)
                .put("GreenPaletteColorLookupTableData", VR.OW, green)
                .put("BluePaletteColorLookupTableData", VR.OW, blue);
    }

    /** Sepia, with highlights that are nearly white: segmented tables. */
    static Attributes sepia() {
        return new Attributes()
                .with(descriptors())
                .put("SegmentedRedPaletteColorLookupTableData", VR.OW, segments(0, 0xFFFF, 0xFFFF, 0xFFFF))
                .put("SegmentedGreenPaletteColorLookupTableData", VR.OW, segments(0, 0xE000, 0xF000, 0xFF00))
                .put("SegmentedBluePaletteColorLookupTableData", VR.OW, segments(0, 0xA800, 0xD000, 0xF800));
    }

    /** From {@code first} in 251 steps to {@code last}, and two pairs of highlights. */
    private static double[] segments(int first, int last, int bright, int brightest) {
        return new double[] {DISCRETE, 1, first, LINEAR, 251, last, DISCRETE, 4, bright, bright, brightest, brightest};
    }

    private static Attributes descriptors() {
        return new Attributes()
                .put("RedPaletteColorLookupTableDescriptor", VR.US, ENTRIES, 0, 16)
                .put("GreenPaletteColorLookupTableDescriptor", VR.US, ENTRIES, 0, 16)
                .put("BluePaletteColorLookupTableDescriptor", VR.US, ENTRIES, 0, 16);
    }
}
