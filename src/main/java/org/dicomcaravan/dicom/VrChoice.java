package org.dicomcaravan.dicom;

import java.io.IOException;
import java.util.Optional;

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

    /** The VR that explicit coding gets for an element of implicit coding (PS3.5 A.1, A.2): UN if nobody knows. */
    static VR forWriting(Element element) throws IOException {
        VR vr = byDictionary(element).orElse(VR.UN);
        if (vr != VR.OW || element.tag() != Tag.WAVEFORM_DATA) {
            return vr;
        }
        return element.dataSet().word(Tag.WAVEFORM_BITS_ALLOCATED).orElse(16) > 8 ? VR.OW : VR.OB;
    }

    static boolean isPrivateCreator(int tag) {
        int number = tag & 0xFFFF;
        return (tag >> 16 & 1) != 0 && number >= 0x10 && number <= 0xFF;
    }
}
