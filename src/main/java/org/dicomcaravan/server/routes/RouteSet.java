package org.dicomcaravan.server.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.dicomcaravan.server.routes.RouteFile.Origin;
import org.dicomcaravan.server.settings.NearestName;
import org.dicomcaravan.server.site.ExtensionPoint;

/**
 * The routes that a server runs: the pipeline's own, without those that a site replaces, then what takes their place, then
 * what it adds. Each folder's files by name. Immutable.
 */
public final class RouteSet {

    /** How route files end. */
    static final String SUFFIX = ".camel.yaml";

    private final List<RouteFile> shipped;
    private final List<RouteFile> files;

    private RouteSet(List<RouteFile> shipped, List<RouteFile> files) {
        this.shipped = List.copyOf(shipped);
        this.files = List.copyOf(files);
    }

    /**
     * Reads all files; what is wrong with one is told by {@link RouteFiles}.
     *
     * @throws IOException if a folder or file can't be read
     */
    public static RouteSet read(RouteFolders folders) throws IOException {
        List<RouteFile> own = read(folders.own(), Origin.OWN);
        List<RouteFile> replacing = read(folders.replacing(), Origin.REPLACING);
        List<RouteFile> files = new ArrayList<>();
        Set<String> replaced = ids(replacing).keySet();
        own.forEach(file -> files.add(file.without(replaced)));
        files.addAll(replacing);
        files.addAll(read(folders.site(), Origin.ADDED));
        return new RouteSet(own, files);
    }

    private static List<RouteFile> read(Path folder, Origin origin) throws IOException {
        if (origin != Origin.OWN && !Files.isDirectory(folder)) {
            return List.of();
        }
        List<RouteFile> files = new ArrayList<>();
        for (Path path : list(folder)) {
            files.add(RouteFile.read(path, origin));
        }
        return files;
    }

    /** What a site has in its folders that is not read, which it may not know; not what is hidden, or read by people. */
    public static List<String> ignored(RouteFolders folders) throws IOException {
        List<String> ignored = new ArrayList<>();
        for (Path folder : List.of(folders.site(), folders.replacing())) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.list(folder)) {
                    all.filter(path -> !isOne(path) && !path.equals(folders.replacing()))
                            .filter(path -> !path.getFileName().toString().matches("\\..*|README.*|.*\\.(md|txt)"))
                            .sorted()
                            .forEach(path -> ignored.add(path + " is not read: expected files named *" + SUFFIX
                                    + ", not in folders of their own"));
                }
            }
        }
        return ignored;
    }

    /** Whether a file is one of routes, by its name. */
    public static boolean isOne(Path file) {
        return file.getFileName().toString().endsWith(SUFFIX) && !Files.isDirectory(file);
    }

    /** The route files of a folder, by name. */
    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(RouteSet::isOne)
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        }
    }

    /** What is read, in this order; those that are no YAML, too. */
    List<RouteFile> files() {
        return files;
    }

    /** The pipeline's own files as they are. */
    List<RouteFile> shipped() {
        return shipped;
    }

    /** Whether nothing is read. */
    public boolean isEmpty() {
        return shipped.isEmpty();
    }

    /** Names of the files, those of a site with its folder. */
    public List<String> names() {
        return files.stream().map(file -> file.origin().folder() + file.name()).toList();
    }

    /** A line for each route of a site, which says where in the pipeline it takes part, in the order in which they do. */
    public List<String> additions() {
        RouteAdditions additions = RouteAdditions.of(files);
        List<String> lines = new ArrayList<>();
        for (String point : ExtensionPoint.names()) {
            additions
                    .at(point)
                    .forEach(at -> lines.add(
                            "site:" + point + " " + at.order() + ": " + at.route() + " (" + at.place() + ")"));
        }
        ids(of(Origin.REPLACING)).forEach((id, place) -> lines.add("in place of " + id + ": " + place));
        return lines;
    }

    /** Whether a file has a route of an id that the pipeline has, so that it can only take its place. */
    public boolean isReplacedBy(Path file) throws IOException {
        Set<String> own = ids(shipped).keySet();
        return ids(List.of(RouteFile.read(file, Origin.REPLACING))).keySet().stream()
                .anyMatch(own::contains);
    }

    /** What is wrong with the routes that are to take the place of others, {@code file:line: reason}. */
    List<String> wrongReplacements() {
        Set<String> known = ids(shipped).keySet();
        List<String> problems = new ArrayList<>();
        ids(of(Origin.REPLACING)).forEach((id, place) -> {
            if (!known.contains(id)) {
                problems.add(place + ": no route of the pipeline is called " + id
                        + NearestName.of(id, known.stream())
                                .map(name -> "; did you mean " + name + "?")
                                .orElse("; one that replaces none belongs into the folder above"));
            }
        });
        return problems;
    }

    /** Refuses files that are no YAML. */
    void requireReadable() throws IOException {
        List<String> problems =
                files.stream().flatMap(file -> file.problem().stream()).toList();
        if (!problems.isEmpty()) {
            throw new IOException(String.join("\n", problems));
        }
    }

    /** The files of an origin. */
    List<RouteFile> of(Origin origin) {
        return files.stream().filter(file -> file.origin() == origin).toList();
    }

    /** Places of routes by their ids; of an id that is there twice the first one. */
    static Map<String, String> ids(List<RouteFile> files) {
        Map<String, String> ids = new TreeMap<>();
        for (RouteFile file : files) {
            for (int item = 0; item < file.items().size(); item++) {
                if (!file.routeId(item).isEmpty()) {
                    ids.putIfAbsent(file.routeId(item), file.place("/" + item + "/route/id"));
                }
            }
        }
        return ids;
    }

    /** Gives all routes to Camel, configurations first. */
    public RoutesBuilder builder() {
        return new RoutesBuilder() {
            @Override
            public void addRoutesToCamelContext(CamelContext context) throws Exception {
                List<Resource> resources = files.stream()
                        .filter(file -> !file.items().isEmpty()) // all of its routes are replaced
                        .map(file ->
                                ResourceHelper.fromString(file.path().toUri().toString(), file.text()))
                        .toList();
                PluginHelper.getRoutesLoader(context).loadRoutes(resources);
            }

            @Override
            public void addTemplatedRoutesToCamelContext(CamelContext context) {
                // with the others
            }

            @Override
            public Set<String> updateRoutesToCamelContext(CamelContext context) {
                return new TreeSet<>(); // nothing is loaded anew while a server runs
            }
        };
    }
}
