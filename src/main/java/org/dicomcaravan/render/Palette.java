package org.dicomcaravan.render;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.dicom.reading.DataSet;

/** The colours of PALETTE COLOR (PS3.3 C.7.9): red, green and blue samples by index, clamped at both ends. */
record Palette(LevelFunction red, LevelFunction green, LevelFunction blue) {

    private static final int COLOURS = 3;
    private static final int TOP_OF_WORDS = 65535;

    /** The plain tables, or where there is none the segmented ones; empty unless there are three that are usable. */
    static Optional<Palette> of(DataSet data, boolean signedPixels) throws IOException {
        List<Lut> tables = new ArrayList<>();
        for (int i = 0; i < COLOURS; i++) {
            Lut.of(data, RenderTag.RED_PALETTE_DESCRIPTOR + i, RenderTag.RED_PALETTE_DATA + i, signedPixels)
                    .ifPresent(tables::add);
        }
        for (int i = 0, plain = tables.size(); i < COLOURS && plain == 0; i++) {
            SegmentedLut.of(
                            data,
                            RenderTag.RED_PALETTE_DESCRIPTOR + i,
                            RenderTag.SEGMENTED_RED_PALETTE_DATA + i,
                            signedPixels)
                    .ifPresent(tables::add);
        }
        if (tables.size() != COLOURS) {
            return Optional.empty();
        }
        boolean bytes = tables.stream().allMatch(Palette::holdsBytes);
        return Optional.of(new Palette(
                function(tables.get(0), bytes), function(tables.get(1), bytes), function(tables.get(2), bytes)));
    }

    /** Entries of 16 bits none of which needs more than 8 are 8-bit samples, by a widespread mistake. */
    private static boolean holdsBytes(Lut lut) {
        for (char entry : lut.entries()) {
            if (entry > 255) {
                return false;
            }
        }
        return true;
    }

    private static LevelFunction function(Lut lut, boolean bytes) {
        byte[] samples = new byte[lut.entries().length];
        for (int i = 0; i < samples.length; i++) {
            int entry = lut.entries()[i];
            samples[i] = (byte) (bytes ? entry : Samples.scaled(entry, TOP_OF_WORDS));
        }
        return stored -> samples[(int) Math.min(Math.max(stored - lut.first(), 0), samples.length - 1)];
    }

    /** RGB of every index. */
    byte[] rgb(StoredValues indices) throws InterruptedIOException {
        byte[] out = new byte[COLOURS * indices.count()];
        indices.through(red, out, 0, COLOURS);
        indices.through(green, out, 1, COLOURS);
        indices.through(blue, out, 2, COLOURS);
        return out;
    }
}
