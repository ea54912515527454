package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.util.Optional;
import org.dicomcaravan.dicom.Dictionary;
import org.dicomcaravan.dicom.VR;

/** The VR of an element that does not say it, or says UN. */
final class VrChoice {

    private VrChoice() {}

    /** By the dictionary; LO for private creators (PS3.5 7.8.1); empty for what nobody knows. */
    static Optional<VR> byDictionary(Element element) throws IOException {
        Optional<Dictionary.Entry> entry = Dictionary.lookup(element.tag());
        if (entry.isEmpty()) {
            return isPrivateCreator(element.tag()) ? Optional.of(VR.LO) : Optional.empty();
        }
        Optional<VR> single = entry.get().singleVr();
        if (single.isPresent()) {
            return single;
        }
        if (entry.get().vr().equals("US or SS")) {
            return Optional.of(element.dataSet().isSigned() ? VR.SS : VR.US);
        }
        return Optional.of(VR.OW);
    }

    static boolean isPrivateCreator(int tag) {
        int number = tag & 0xFFFF;
        return (tag >> 16 & 1) != 0 && number >= 0x10 && number <= 0xFF;
    }
}
