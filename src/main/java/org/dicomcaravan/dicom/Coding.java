package org.dicomcaravan.dicom;

/** How a data set is written: with or without VRs, in which byte order. */
public record Coding(boolean explicit, boolean bigEndian) {

    public static final Coding IMPLICIT = new Coding(false, false);
    public static final Coding EXPLICIT = new Coding(true, false);
    public static final Coding IMPLICIT_BIG = new Coding(false, true);
    public static final Coding EXPLICIT_BIG = new Coding(true, true);

    public static Coding of(boolean explicit, boolean bigEndian) {
        return explicit ? bigEndian ? EXPLICIT_BIG : EXPLICIT : bigEndian ? IMPLICIT_BIG : IMPLICIT;
    }

    /** The coding of items in an element: implicit VR little endian inside UN (PS3.5 6.2.2, note 2). */
    public Coding inside(int vrCode) {
        return vrCode == VR.UN.code() ? IMPLICIT : this;
    }
}
