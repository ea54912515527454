package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.dicom.DicomException;

/**
 * How a tile's packets are arranged, as COD says (SGcod, Table A.14).
 *
 * @param order of the packets
 * @param layers of quality, 1 to 65535
 * @param colourTransform whether the first three components were transformed (Annex G)
 */
record TileStyle(Progression order, int layers, boolean colourTransform) {

    static TileStyle read(Segment segment) throws DicomException {
        TileStyle style =
                new TileStyle(Progression.of(segment.number(1)), segment.number(2), colourTransform(segment.number(1)));
        if (style.layers < 1) {
            throw DicomException.invalid("a JPEG 2000 codestream without layers");
        }
        return style;
    }

    private static boolean colourTransform(int code) throws DicomException {
        if (code > 1) {
            throw DicomException.unsupported("a JPEG 2000 codestream with multiple component transform " + code);
        }
        return code == 1;
    }
}
