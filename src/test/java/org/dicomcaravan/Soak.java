package org.dicomcaravan;

/** How long those tests go on that could go on for ever: shortly in every build, longer where CARAVAN_SLOW is set. */
public final class Soak {

    private static final boolean ON = System.getenv("CARAVAN_SLOW") != null;

    private Soak() {}

    /** Whether there is much time. */
    public static boolean isOn() {
        return ON;
    }

    /** How often. */
    public static int times(int shortly, int longer) {
        return ON ? longer : shortly;
    }
}
