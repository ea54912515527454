package org.dicomcaravan.codec.jpeg2000;

/** Codes of markers (Table A.2, and A.3 of Part 15). */
final class Markers {

    static final int SOC = 0xFF4F;
    static final int CAP = 0xFF50;
    static final int SIZ = 0xFF51;
    static final int COD = 0xFF52;
    static final int COC = 0xFF53;
    static final int TLM = 0xFF55;
    static final int RGN = 0xFF5E;
    static final int QCD = 0xFF5C;
    static final int QCC = 0xFF5D;
    static final int POC = 0xFF5F;
    static final int PPM = 0xFF60;
    static final int PPT = 0xFF61;

    /** The first of those of Part 2 that change what samples are: transforms of components, other wavelets and so on. */
    static final int FIRST_OF_PART_2 = 0xFF70;

    static final int LAST_OF_PART_2 = 0xFF7F;
    static final int SOT = 0xFF90;
    static final int SOP = 0xFF91;
    static final int EPH = 0xFF92;
    static final int SOD = 0xFF93;
    static final int EOC = 0xFFD9;

    private Markers() {}
}
