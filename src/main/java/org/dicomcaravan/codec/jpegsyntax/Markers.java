package org.dicomcaravan.codec.jpegsyntax;

/** Codes of markers, each behind a byte 0xFF (ISO/IEC 10918-1 table B.1). */
public final class Markers {

    public static final int TEM = 0x01;
    public static final int SOF0 = 0xC0;
    public static final int SOF1 = 0xC1;
    public static final int SOF3 = 0xC3;
    public static final int DHT = 0xC4;
    public static final int JPG = 0xC8;
    public static final int DAC = 0xCC;
    public static final int SOF15 = 0xCF;
    public static final int RST0 = 0xD0;
    public static final int RST7 = 0xD7;
    public static final int SOI = 0xD8;
    public static final int EOI = 0xD9;
    public static final int SOS = 0xDA;
    public static final int DQT = 0xDB;
    public static final int DNL = 0xDC;
    public static final int DRI = 0xDD;
    public static final int DHP = 0xDE;
    public static final int EXP = 0xDF;
    public static final int APP0 = 0xE0;
    public static final int APP14 = 0xEE;

    private Markers() {}

    /** Whether a marker starts a frame header: SOF0 to SOF15 but for DHT, JPG and DAC. */
    public static boolean isFrameHeader(int marker) {
        return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
    }

    /** Whether a marker is one of RST0 to RST7. */
    public static boolean isRestart(int marker) {
        return marker >= RST0 && marker <= RST7;
    }
}
