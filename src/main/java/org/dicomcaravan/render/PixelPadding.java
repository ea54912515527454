package org.dicomcaravan.render;

import java.io.IOException;
import java.util.OptionalInt;
import org.dicomcaravan.dicom.reading.DataSet;

/** The stored values that stand for no image (PS3.3 C.7.5.1.1.2): from {@code low} to {@code high}. */
record PixelPadding(long low, long high) {

    static final PixelPadding NONE = new PixelPadding(1, 0);

    /** Pixel Padding Value, with its Range Limit if there is one. */
    static PixelPadding of(DataSet data, boolean signedPixels) throws IOException {
        OptionalInt value = Attributes.word(data, RenderTag.PIXEL_PADDING_VALUE, signedPixels);
        if (value.isEmpty()) {
            return NONE;
        }
        int limit = Attributes.word(data, RenderTag.PIXEL_PADDING_RANGE_LIMIT, signedPixels)
                .orElse(value.getAsInt());
        return new PixelPadding(Math.min(value.getAsInt(), limit), Math.max(value.getAsInt(), limit));
    }

    boolean isNone() {
        return low > high;
    }

    boolean contains(long stored) {
        return stored >= low && stored <= high;
    }
}
