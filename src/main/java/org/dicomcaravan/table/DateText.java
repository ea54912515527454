package org.dicomcaravan.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times of PS3.5 6.2 in the spelling of tables; empty for what is none, or says too little. */
final class DateText {

    private static final Pattern DATE =
            Pattern.compile("([0-9]{4})(?:([0-9]{2})([0-9]{2})|\\.([0-9]{2})\\.([0-9]{2}))");
    private static final Pattern TIME = Pattern.compile(
            "([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})(?:\\.([0-9]{1,6}))?)?|:([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,6}))?)?)?");
    private static final Pattern MOMENT =
            Pattern.compile("([0-9]{8})([0-9]{2}(?:[0-9]{2}(?:[0-9]{2}(?:\\.[0-9]{1,6})?)?)?)?([+-][0-9]{4})?");
    private static final Pattern OFFSET = Pattern.compile("[+-][0-9]{4}");

    private static final int LEAST_OFFSET = -12 * 60;
    private static final int MOST_OFFSET = 14 * 60;

    private DateText() {}

    /** {@code YYYY-MM-DD} for {@code YYYYMMDD} or {@code YYYY.MM.DD}, if there is such a day, from the year 1 on. */
    static Optional<String> date(String value) {
        Matcher parts = DATE.matcher(value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String month = parts.group(2) == null ? parts.group(4) : parts.group(2);
        String day = parts.group(3) == null ? parts.group(5) : parts.group(3);
        try {
            LocalDate date = LocalDate.of(number(parts.group(1)), number(month), number(day));
            return date.getYear() < 1 ? Optional.empty() : Optional.of(date.toString());
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /** {@code HH:MM:SS[.F]} for {@code HH[MM[SS[.F]]]}, or the same with colons, up to six decimals. */
    static Optional<String> time(String value) {
        Matcher parts = TIME.matcher(value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String minute = first(parts.group(2), parts.group(5), "00");
        String second = first(parts.group(3), parts.group(6), "00");
        if (number(parts.group(1)) > 23 || number(minute) > 59 || number(second) > 59) {
            return Optional.empty();
        }
        String fraction = withoutZeros(first(parts.group(4), parts.group(7), ""));
        return Optional.of(parts.group(1) + ":" + minute + ":" + second + (fraction.isEmpty() ? "" : "." + fraction));
    }

    /** Whether a text is an offset from UTC, as Timezone Offset From UTC (0008,0201) has it. */
    static boolean isOffset(String text) {
        return OFFSET.matcher(text).matches();
    }

    /**
     * A moment in UTC, {@code YYYY-MM-DDTHH:MM:SS[.F]Z}, from the day on.
     *
     * @param zone the offset where the value has none; empty for UTC
     */
    static Optional<String> timestamp(String value, String zone) {
        Matcher parts = MOMENT.matcher(value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<String> day = date(parts.group(1));
        Optional<String> time = time(first(parts.group(2), null, "00"));
        Optional<Integer> offset = minutes(first(parts.group(3), zone.isEmpty() ? null : zone, "+0000"));
        if (day.isEmpty() || time.isEmpty() || offset.isEmpty()) {
            return Optional.empty();
        }
        LocalDateTime moment = LocalDateTime.parse(day.get() + "T" + time.get()).minusMinutes(offset.get());
        return moment.getYear() < 1 || moment.getYear() > 9999 ? Optional.empty() : Optional.of(text(moment));
    }

    private static String text(LocalDateTime moment) {
        String fraction = withoutZeros("%06d".formatted(moment.get(ChronoField.MICRO_OF_SECOND)));
        String second = "%tFT%<tT".formatted(moment);
        return second + (fraction.isEmpty() ? "" : "." + fraction) + "Z";
    }

    private static Optional<Integer> minutes(String offset) {
        int minutes = number(offset.substring(3));
        int all = number(offset.substring(1, 3)) * 60 + minutes;
        int signed = offset.charAt(0) == '-' ? -all : all;
        return minutes > 59 || signed < LEAST_OFFSET || signed > MOST_OFFSET ? Optional.empty() : Optional.of(signed);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static String first(String one, String two, String otherwise) {
        return one != null ? one : two != null ? two : otherwise;
    }

    private static String withoutZeros(String fraction) {
        int end = fraction.length();
        while (end > 0 && fraction.charAt(end - 1) == '0') {
            end--;
        }
        return fraction.substring(0, end);
    }
}
