package org.dicomcaravan.dicom.text;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.Padding;
import org.dicomcaravan.dicom.VR;

/**
 * The text of an element: decoded, split at backslashes where the VR has several values, trimmed of spaces and NULs at
 * the end, and of spaces at the start where the VR gives them no meaning (PS3.5 6.2).
 *
 * @param whole all of it, backslashes included
 * @param values at least one; empty ones are ""
 */
public record Text(String whole, List<String> values) {

    public Text {
        values = List.copyOf(values);
    }

    /** The text of a value's bytes; the character set counts only in the VRs that it is for. */
    public static Text of(VR vr, byte[] bytes, SpecificCharacterSet characterSet) {
        String decoded = (vr.usesCharacterSet() ? characterSet : SpecificCharacterSet.DEFAULT).decode(bytes);
        List<String> values = new ArrayList<>();
        int start = 0;
        for (int i = vr.isSplit() ? decoded.indexOf('\\') : -1; i >= 0; i = decoded.indexOf('\\', start)) {
            values.add(trim(vr, decoded.substring(start, i)));
            start = i + 1;
        }
        values.add(trim(vr, decoded.substring(start)));
        return new Text(trim(vr, decoded), values);
    }

    private static String trim(VR vr, String text) {
        String trimmed = Padding.trimEnd(text);
        return vr.keepsLeadingSpaces() ? trimmed : Padding.trimStart(trimmed);
    }
}
