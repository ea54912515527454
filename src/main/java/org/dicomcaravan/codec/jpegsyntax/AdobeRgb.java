package org.dicomcaravan.codec.jpegsyntax;

/** Adobe's segment with transform 0: three components are RGB. */
public final class AdobeRgb {

    private static final byte[] SEGMENT = {
        -1, (byte) Markers.APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };

    private AdobeRgb() {}

    /** From its marker to its end. */
    public static byte[] segment() {
        return SEGMENT.clone();
    }
}
