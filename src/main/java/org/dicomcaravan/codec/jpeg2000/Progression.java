package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.dicom.DicomException;

/** Orders of packets (B.12.1): what changes slowest comes first in the name. Their ordinals are the codes of Table A.16. */
enum Progression {
    LAYER_RESOLUTION_COMPONENT_POSITION,
    RESOLUTION_LAYER_COMPONENT_POSITION,
    RESOLUTION_POSITION_COMPONENT_LAYER,
    POSITION_COMPONENT_RESOLUTION_LAYER,
    COMPONENT_POSITION_RESOLUTION_LAYER;

    /** The order of a code in COD or POC (Table A.16). */
    static Progression of(int code) throws DicomException {
        if (code >= values().length) {
            throw DicomException.invalid("a JPEG 2000 codestream with progression order " + code);
        }
        return values()[code];
    }
}
