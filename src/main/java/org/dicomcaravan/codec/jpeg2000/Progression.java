package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.dicom.DicomException;

/** Orders of packets (B.12.1): what changes slowest comes first in the name. */
enum Progression {
    LAYER_RESOLUTION_COMPONENT_POSITION(0),
    RESOLUTION_LAYER_COMPONENT_POSITION(1),
    RESOLUTION_POSITION_COMPONENT_LAYER(2),
    POSITION_COMPONENT_RESOLUTION_LAYER(3),
    COMPONENT_POSITION_RESOLUTION_LAYER(4);

    private final int code;

    Progression(int code) {
        this.code = code;
    }

    /** Its code in COD or POC (Table A.16). */
    int code() {
        return code;
    }

    /** The order of a code in COD or POC (Table A.16). */
    static Progression of(int code) throws DicomException {
        for (Progression progression : values()) {
            if (progression.code == code) {
                return progression;
            }
        }
        throw DicomException.invalid("a JPEG 2000 codestream with progression order " + code);
    }
}
