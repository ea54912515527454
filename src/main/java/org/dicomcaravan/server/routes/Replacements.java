package org.dicomcaravan.server.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dicomcaravan.server.routes.RouteFile.Origin;

/** Makes the files by which a site replaces routes, and says in them what they were taken from. One caller at a time. */
public final class Replacements {

    private final RouteSet routes;
    private final ShippedRoutes shipped;

    Replacements(RouteSet routes, ShippedRoutes shipped) {
        this.routes = routes;
        this.shipped = shipped;
    }

    /**
     * With the routes of this version.
     *
     * @throws IOException if a file is no YAML, or this version's can't be read
     */
    public static Replacements of(RouteSet routes) throws IOException {
        routes.requireReadable();
        return new Replacements(routes, ShippedRoutes.read());
    }

    /** The ids of what can be replaced. */
    public Set<String> replaceable() {
        return shipped.ids();
    }

    /** The ids of what is replaced. */
    public Set<String> replaced() {
        return RouteSet.ids(routes.of(Origin.REPLACING)).keySet();
    }

    /**
     * Copies a route of this version, to be changed.
     *
     * @param id one that is {@link #replaceable}
     * @param folder where to; made if it is not there
     * @return the file
     * @throws IOException if the route is replaced already, or the file is there or can't be written
     */
    public Path make(String id, Path folder) throws IOException {
        String already = RouteSet.ids(routes.of(Origin.REPLACING)).get(id);
        if (already != null) {
            throw new IOException("Route " + id + " is replaced already, by " + already + ": change it there");
        }
        Path file = folder.resolve(id + RouteSet.SUFFIX);
        if (Files.exists(file)) {
            throw new IOException("File " + file + " is there already, with other routes than " + id
                    + ": give it another name, and try again");
        }
        String route = shipped.route(id).orElseThrow().toString();
        Files.createDirectories(folder);
        Files.writeString(
                file,
                shipped.origin(id).orElseThrow().writtenTo(route),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE_NEW);
        return file;
    }

    /**
     * Notes that a site's route was held against this version's, and is as it should be.
     *
     * @param id one that is {@link #replaced}
     * @return the file
     * @throws IOException if this version has no such route, or the file can't be written
     */
    public Path accept(String id) throws IOException {
        TakenFrom origin = shipped.origin(id)
                .orElseThrow(() -> new IOException("Version " + shipped.version() + " has no route " + id
                        + ", so nothing is there to accept: take the file away, or make it an addition"));
        RouteFile file = routes.of(Origin.REPLACING).stream()
                .filter(candidate -> idsIn(candidate).contains(id))
                .findFirst()
                .orElseThrow();
        Files.writeString(file.path(), origin.writtenTo(file.text()));
        return file.path();
    }

    private static Set<String> idsIn(RouteFile file) {
        return IntStream.range(0, file.items().size()).mapToObj(file::routeId).collect(Collectors.toSet());
    }
}
