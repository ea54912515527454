package org.dicomcaravan.server.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of routes for a test, and what of it is shown. */
record RouteSources(Path folder) {

    /** With the shipped routes. */
    static RouteSources shipped(Path folder) throws IOException {
        RouteSources sources = new RouteSources(folder);
        for (Path file : RouteSet.list(Path.of("routes"))) {
            Files.copy(file, folder.resolve(file.getFileName().toString()));
        }
        return sources;
    }

    /** With one more file; {@code name} may have the folder site. */
    RouteSources with(String name, String yaml) throws IOException {
        Path file = folder.resolve(name + ".camel.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, yaml);
        return this;
    }

    /** With the customisations of a folder of the documentation, in a folder of the site's. */
    RouteSources customised(String from, String to) throws IOException {
        for (Path file : RouteSet.list(Path.of("docs/customisations").resolve(from))) {
            with(to + "/" + file.getFileName().toString().replace(".camel.yaml", ""), Files.readString(file));
        }
        return this;
    }

    Pipeline pipeline() throws IOException {
        return Pipeline.of(RouteSet.read(RouteFolders.of(folder)));
    }

    List<String> tree() throws IOException {
        return PipelineTree.lines(pipeline(), PipelineTree.Drawing.ASCII);
    }

    /** Ids of routes as the files have them, found without reading YAML. */
    static List<String> shippedIds() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : RouteSet.list(Path.of("routes"))) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 1; i < lines.size(); i++) {
                if (lines.get(i - 1).equals("- route:")) {
                    ids.add(lines.get(i).replace("id:", "").strip());
                }
            }
        }
        return ids;
    }
}
