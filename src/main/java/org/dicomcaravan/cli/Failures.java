package org.dicomcaravan.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The failures of an operation by their reasons, where those that differ only in a number or a quoted word are one. Keeps
 * some places of each reason, so that it stays small whatever failed. For one thread.
 */
final class Failures implements Consumer<LogLine> {

    /** More reasons than a human reads: what comes after them is one more. */
    private static final int MOST_REASONS = 200;

    private static final String OTHERS = "other reasons";

    /**
     * What failed for one reason.
     *
     * @param reason in the words of the first failure
     * @param count how many did
     * @param places of the first of them
     */
    record Group(String reason, long count, List<String> places) {}

    private static final class Gathered {
        private final String reason;
        private final List<String> places = new ArrayList<>();
        private long count;

        private Gathered(String reason) {
            this.reason = reason;
        }
    }

    private final int placesEach;
    private final Map<String, Gathered> gathered = new LinkedHashMap<>();

    /** Keeps so many places of each reason. */
    Failures(int placesEach) {
        this.placesEach = placesEach;
    }

    @Override
    public void accept(LogLine line) {
        if (!line.isFailure()) {
            return;
        }
        String kind = line.reason().replaceAll("\"[^\"]*\"", "\"\"").replaceAll("\\d+", "0");
        boolean others = !gathered.containsKey(kind) && gathered.size() >= MOST_REASONS;
        Gathered group = others
                ? gathered.computeIfAbsent(OTHERS, Gathered::new)
                : gathered.computeIfAbsent(kind, first -> new Gathered(line.reason()));
        group.count++;
        if (group.places.size() < placesEach) {
            group.places.add(line.place());
        }
    }

    /** All reasons, the most frequent first. */
    List<Group> groups() {
        return gathered.values().stream()
                .map(group -> new Group(group.reason, group.count, List.copyOf(group.places)))
                .sorted(Comparator.comparingLong(Group::count).reversed())
                .toList();
    }
}
