package org.dicomcaravan.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Words {
    private Words() {}

    /** {@code 0.8 s}, {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 05 min}. */
    static String duration(Duration duration) {
        if (duration.toMillis() < 9_950) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        long seconds = Math.round(duration.toMillis() / 1000.0);
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }

    /** {@code 12.5/s}, {@code 4000/s}. */
    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 100 ? "%.1f/s" : "%.0f/s", perSecond);
    }

    /** {@code 1 instance}, {@code 3 instances}. */
    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
