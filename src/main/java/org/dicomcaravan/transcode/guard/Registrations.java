package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.plugin.PluginFacts;
import org.dicomcaravan.plugin.SiteSettings;
import org.dicomcaravan.transcode.Transcoder;

/**
 * The transcoders that a class loader knows, in the order in which they are asked: by {@link Transcoder#order}, then as
 * found, which is the built-in ones and then jar by jar.
 *
 * @param list those that work
 * @param problems a line for each that does not, and why
 */
record Registrations(List<Registration> list, List<String> problems) {

    private static final int MOST_PROBLEMS = 100;

    /** How long a transcoder may take to say what it is; much, as nobody wants a server without one that is slow to start. */
    private static final Duration START = Duration.ofMinutes(1);

    static Registrations find(ClassLoader loader, Guard guard, Codecs codecs, SiteSettings settings) {
        List<Registration> found = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Watch watch = new Watch(() -> false);
        Crew start = guard.builtIn();
        Iterator<Transcoder> services =
                ServiceLoader.load(Transcoder.class, loader).iterator();
        while (problems.size() < MOST_PROBLEMS) {
            try {
                Optional<Transcoder> next = start.call(
                        "the start of a transcoder",
                        START,
                        watch,
                        () -> services.hasNext() ? Optional.of(services.next()) : Optional.empty());
                if (next.isEmpty()) {
                    break;
                }
                Transcoder transcoder = next.get();
                Crew crew = guard.crewOf(transcoder);
                found.add(crew.call(
                        "transcoder class " + transcoder.getClass().getName(),
                        START,
                        watch,
                        () -> Registration.of(transcoder, crew, codecs, settings)));
            } catch (IOException | DicomException e) {
                problems.add(e.getMessage() + PluginFacts.thrownBy(e.getCause()) + "; it is left out");
            }
        }
        found.sort(Comparator.comparingInt(Registration::order));
        return new Registrations(List.copyOf(found), List.copyOf(problems));
    }

    /** What they produce. */
    Formats formats() {
        return new Formats(list.stream().flatMap(one -> one.types().stream()).toList());
    }

    /** A line for each type and syntax that more than one transcoder claims. */
    List<String> conflicts() {
        Map<String, List<Registration>> claims = new LinkedHashMap<>();
        for (Registration registration : list) {
            for (String claim : registration.claims()) {
                claims.computeIfAbsent(claim, key -> new ArrayList<>()).add(registration);
            }
        }
        List<String> conflicts = new ArrayList<>();
        claims.forEach((claim, claimants) -> {
            if (claimants.size() > 1) {
                conflicts.add(line(claim, claimants));
            }
        });
        return conflicts;
    }

    private static String line(String claim, List<Registration> claimants) {
        StringBuilder losers = new StringBuilder();
        claimants.stream()
                .skip(1)
                .forEach(loser ->
                        losers.append(losers.length() == 0 ? "" : ", then ").append(loser));
        return claim + ": " + claimants.get(0) + " wins; where it declines, " + losers + " is asked";
    }
}
