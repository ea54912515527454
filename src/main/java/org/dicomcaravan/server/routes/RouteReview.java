package org.dicomcaravan.server.routes;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dicomcaravan.server.routes.RouteDifference.State;
import org.dicomcaravan.server.routes.RouteFile.Origin;

/** What a site runs beside what this version came with, for whoever upgrades. Immutable. */
public final class RouteReview {

    private static final int CONTEXT = 3;
    private static final String NOWHERE = "/dev/null";
    private static final String REPLACE = " caravan routes replace ID";

    private final RouteSet routes;
    private final ShippedRoutes shipped;

    RouteReview(RouteSet routes, ShippedRoutes shipped) {
        this.routes = routes;
        this.shipped = shipped;
    }

    /**
     * Against this version.
     *
     * @throws IOException if a file is no YAML, or this version's can't be read
     */
    public static RouteReview of(RouteSet routes) throws IOException {
        routes.requireReadable();
        return new RouteReview(routes, ShippedRoutes.read());
    }

    /**
     * What an operator is told of when a server starts: a line for each route of the site whose original this version changed.
     *
     * @throws IOException if this version's routes can't be read
     */
    public static List<String> outdated(RouteSet routes) throws IOException {
        if (routes.of(Origin.REPLACING).isEmpty()) {
            return List.of(); // which most sites have none of, and looking takes time
        }
        return new RouteReview(routes, ShippedRoutes.read()).outdated();
    }

    List<String> outdated() {
        return replaced().stream()
                .filter(found -> found.state() == State.OUTDATED || found.state() == State.GONE)
                .map(found -> found.file() + ": route " + found.route().orElseThrow()
                        + found.takenFrom()
                                .map(version -> " was taken from version " + version + ", and ")
                                .orElse(": ")
                        + (found.state() == State.GONE ? "there is none in this version" : "this version has another")
                        + "; `caravan routes diff` shows what changed")
                .toList();
    }

    /** The replaced routes, then the files of the pipeline that are not this version's. */
    public List<RouteDifference> differences() {
        List<RouteDifference> all = new ArrayList<>(replaced());
        all.addAll(edited());
        return all;
    }

    private List<RouteDifference> replaced() {
        List<RouteDifference> found = new ArrayList<>();
        for (RouteFile file : routes.of(Origin.REPLACING)) {
            for (int item = 0; item < file.items().size(); item++) {
                if (!file.routeId(item).isEmpty()) {
                    found.add(replaced(file, file.routeId(item), RouteText.of(file, item)));
                }
            }
        }
        return found;
    }

    private RouteDifference replaced(RouteFile file, String id, RouteText site) {
        Optional<TakenFrom> taken = TakenFrom.find(file.text(), id);
        Optional<RouteText> ours = shipped.route(id);
        State state = state(ours, site, taken);
        String from = ours.isPresent() ? id + " of version " + shipped.version() : NOWHERE;
        String diff = diff(from, ours.orElse(RouteText.of("")), file.path().toString(), site);
        Optional<String> version = taken.map(TakenFrom::version);
        return new RouteDifference(
                Optional.of(id),
                file.path(),
                state,
                version,
                diff,
                id + ", in " + file.path() + ": " + told(state, id, version));
    }

    private static State state(Optional<RouteText> ours, RouteText site, Optional<TakenFrom> taken) {
        if (ours.isEmpty()) {
            return State.GONE;
        }
        if (ours.get().equals(site)) {
            return State.SAME;
        }
        return taken.map(from -> from.digest().equals(ours.get().digest()) ? State.ON_PURPOSE : State.OUTDATED)
                .orElse(State.UNKNOWN);
    }

    private String told(State state, String id, Optional<String> version) {
        String accept = " When yours is as it should be: caravan routes diff --accept " + id;
        return switch (state) {
            case SAME -> "the same as this version's; without the file nothing changes.";
            case ON_PURPOSE -> "taken from this version's.";
            case OUTDATED ->
                "taken from version " + version.orElseThrow() + ", and version " + shipped.version()
                        + " has another. What this version changed in it is not in yours: look at each - line."
                        + accept;
            case UNKNOWN -> "nothing says what it was taken from: look at each - line, which yours lacks." + accept;
            default ->
                "version " + shipped.version() + " has no such route, so there is nothing that it could replace.";
        };
    }

    private List<RouteDifference> edited() {
        Map<String, RouteFile> ours = byName(shipped.files());
        Map<String, RouteFile> theirs = byName(routes.shipped());
        Path folder = routes.shipped().get(0).path();
        List<RouteDifference> found = new ArrayList<>();
        ours.forEach((name, file) -> {
            RouteFile other = theirs.get(name);
            if (other == null) {
                found.add(edited(State.MISSING, folder.resolveSibling(name), file.text(), ""));
            } else if (!RouteText.of(file.text()).equals(RouteText.of(other.text()))) {
                found.add(edited(State.EDITED, other.path(), file.text(), other.text()));
            }
        });
        theirs.forEach((name, file) -> {
            if (!ours.containsKey(name)) {
                found.add(edited(State.ADDED, file.path(), "", file.text()));
            }
        });
        return found;
    }

    private RouteDifference edited(State state, Path file, String ours, String theirs) {
        String from = state == State.ADDED ? NOWHERE : file.getFileName() + " of version " + shipped.version();
        String to = state == State.MISSING ? NOWHERE : file.toString();
        String told = switch (state) {
            case MISSING ->
                "this version's file is missing. Take it from this version, and replace what should be another by"
                        + REPLACE;
            case ADDED -> "this version has no such file. What a site adds belongs into the folder site.";
            default ->
                "not as this version has it: it is of another one, or was edited. Take this version's, and replace what"
                        + " should be another by" + REPLACE;
        };
        String diff = diff(from, RouteText.of(ours), to, RouteText.of(theirs));
        return new RouteDifference(Optional.empty(), file, state, Optional.empty(), diff, file + ": " + told);
    }

    private static Map<String, RouteFile> byName(List<RouteFile> files) {
        return files.stream()
                .collect(Collectors.toMap(RouteFile::name, file -> file, (first, second) -> first, TreeMap::new));
    }

    private static String diff(String from, RouteText ours, String to, RouteText theirs) {
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                from, to, ours.lines(), DiffUtils.diff(ours.lines(), theirs.lines()), CONTEXT);
        // of an empty file diff and patch count from line 0, and the library from line 1
        return lines.stream()
                .map(line -> line.startsWith("@@ ") ? line.replaceFirst("([-+])1,0 ", "$10,0 ") : line)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
