package org.dicomcaravan.codec.jpeg2000;

import java.util.Map;
import org.dicomcaravan.dicom.DicomException;

/**
 * A codestream taken apart, before anything is decoded.
 *
 * @param size of the image
 * @param tiles what there is of each tile, by its number
 */
record Codestream(ImageSize size, Map<Integer, TileParts> tiles) {

    /** What there is of a tile. */
    TileParts tile(int number) throws DicomException {
        TileParts parts = tiles.get(number);
        if (parts == null) {
            throw DicomException.invalid(
                    "tile %d of %d is missing in the JPEG 2000 codestream".formatted(number + 1, size.tiles()));
        }
        return parts;
    }
}
