package org.dicomcaravan.dicom;

import java.util.Optional;

/** The 34 value representations of PS3.5, table 6.2-1. */
public enum VR {
    AE(Kind.TEXT, 1),
    AS(Kind.TEXT, 1),
    AT(Kind.NUMBER, 2),
    CS(Kind.TEXT, 1),
    DA(Kind.TEXT, 1),
    DS(Kind.TEXT, 1),
    DT(Kind.TEXT, 1),
    FD(Kind.NUMBER, 8),
    FL(Kind.NUMBER, 4),
    IS(Kind.TEXT, 1),
    LO(Kind.TEXT, 1),
    LT(Kind.TEXT, 1),
    OB(Kind.LONG_BINARY, 1),
    OD(Kind.LONG_BINARY, 8),
    OF(Kind.LONG_BINARY, 4),
    OL(Kind.LONG_BINARY, 4),
    OV(Kind.LONG_BINARY, 8),
    OW(Kind.LONG_BINARY, 2),
    PN(Kind.TEXT, 1),
    SH(Kind.TEXT, 1),
    SL(Kind.NUMBER, 4),
    SQ(Kind.LONG_BINARY, 1),
    SS(Kind.NUMBER, 2),
    ST(Kind.TEXT, 1),
    SV(Kind.LONG_NUMBER, 8),
    TM(Kind.TEXT, 1),
    UC(Kind.LONG_TEXT, 1),
    UI(Kind.TEXT, 1),
    UL(Kind.NUMBER, 4),
    UN(Kind.LONG_BINARY, 1),
    UR(Kind.LONG_TEXT, 1),
    US(Kind.NUMBER, 2),
    UT(Kind.LONG_TEXT, 1),
    UV(Kind.LONG_NUMBER, 8);

    private enum Kind {
        TEXT,
        LONG_TEXT,
        NUMBER,
        LONG_NUMBER,
        LONG_BINARY
    }

    private static final VR[] BY_CODE = new VR[26 * 26];

    static {
        for (VR vr : values()) {
            BY_CODE[(vr.name().charAt(0) - 'A') * 26 + vr.name().charAt(1) - 'A'] = vr;
        }
    }

    private final Kind kind;
    private final int wordSize;

    VR(Kind kind, int wordSize) {
        this.kind = kind;
        this.wordSize = wordSize;
    }

    /** By its two letters; empty if they are no VR. */
    public static Optional<VR> of(String letters) {
        return letters.length() == 2
                ? Optional.ofNullable(of(letters.charAt(0) << 8 | letters.charAt(1)))
                : Optional.empty();
    }

    /** By its two letters as a number, first letter in the high byte; null if they are no VR. */
    public static VR of(int code) {
        int first = (code >> 8) - 'A';
        int second = (code & 0xFF) - 'A';
        return first >= 0 && first < 26 && second >= 0 && second < 26 ? BY_CODE[first * 26 + second] : null;
    }

    /** The two letters as a number, first letter in the high byte. */
    public int code() {
        return name().charAt(0) << 8 | name().charAt(1);
    }

    /** Bytes that are swapped as one where the byte order changes: 1, 2, 4 or 8. AT is two words of 2. */
    public int wordSize() {
        return wordSize;
    }

    /** Whether explicit VR writes it with a length of 32 bits after two reserved bytes (PS3.5 7.1.2). */
    public boolean hasLongLength() {
        return kind != Kind.TEXT && kind != Kind.NUMBER;
    }

    /** Whether values are characters. */
    public boolean isText() {
        return kind == Kind.TEXT || kind == Kind.LONG_TEXT;
    }

    /** Whether values are numbers in binary, tags among them. */
    public boolean isNumber() {
        return kind == Kind.NUMBER || kind == Kind.LONG_NUMBER;
    }

    /** Bytes of one value of a number; AT has 4. */
    public int valueSize() {
        return this == AT ? 4 : wordSize;
    }

    /** What makes an odd value even: NUL for UI and binary, a space for other text (PS3.5 6.2). */
    public byte padding() {
        return isText() && this != UI ? (byte) ' ' : 0;
    }

    /** Whether Specific Character Set says what the bytes of a value mean (PS3.5 6.1.2.3). */
    public boolean usesCharacterSet() {
        return switch (this) {
            case SH, LO, ST, LT, PN, UC, UT -> true;
            default -> false;
        };
    }

    /** Whether a backslash separates values; in ST, LT, UT and UR it is a character like any other. */
    public boolean isSplit() {
        return switch (this) {
            case ST, LT, UT, UR -> false;
            default -> true;
        };
    }

    /** Whether spaces at the start of a value mean something. */
    public boolean keepsLeadingSpaces() {
        return !isSplit() || this == UC;
    }
}
