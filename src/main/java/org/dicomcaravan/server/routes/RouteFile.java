package org.dicomcaravan.server.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A file of routes, as far as it can be read. Immutable.
 *
 * @param path of the file
 * @param origin what it is to the pipeline
 * @param text what stands in it; routes that others take the place of are empty lines
 * @param document empty where there is none, or the text is no YAML
 * @param problem why the text is no YAML, {@code file:line: reason}
 */
record RouteFile(Path path, Origin origin, String text, Optional<YamlDocument> document, Optional<String> problem) {

    /** What a file is to the pipeline. */
    enum Origin {
        /** Of the pipeline itself. */
        OWN(""),
        /** Added to it by a site. */
        ADDED("site/"),
        /** Its routes take the place of some of the pipeline. */
        REPLACING("site/replace/");

        private final String folder;

        Origin(String folder) {
            this.folder = folder;
        }

        /** Where its files are told to be. */
        String folder() {
            return folder;
        }
    }

    static RouteFile read(Path path, Origin origin) throws IOException {
        try {
            return of(path, origin, Files.readString(path));
        } catch (CharacterCodingException e) {
            return broken(path, origin, path + ":1: no YAML: expected text in UTF-8");
        }
    }

    /** A file with a text that is known. */
    static RouteFile of(Path path, Origin origin, String text) {
        try {
            return new RouteFile(path, origin, text, YamlDocument.parse(text), Optional.empty());
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            return broken(path, origin, path + ":" + line + ": no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            return broken(path, origin, path + ":1: no YAML: " + e.getMessage());
        } catch (StackOverflowError e) { // the parser has no limit of its own
            return broken(path, origin, path + ":1: no YAML: nested too deeply, or in itself");
        }
    }

    private static RouteFile broken(Path path, Origin origin, String problem) {
        return new RouteFile(path, origin, "", Optional.empty(), Optional.of(problem));
    }

    /** Its name without a folder. */
    String name() {
        return path.getFileName().toString();
    }

    /** What stands in it one after the other: a route, a configuration, beans. */
    JsonNode items() {
        return document.map(YamlDocument::json).orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
    }

    /** Id of the route that an item is; empty if it has none, or is none. */
    String routeId(int item) {
        return items().path(item).path("route").path("id").asText();
    }

    /** {@code file:line} of a JSON pointer. */
    String place(String pointer) {
        return path + ":" + document.map(known -> known.line(pointer)).orElse(1);
    }

    /** The text of an item as it stands in the file, up to the next one. */
    String textOf(int item) {
        String[] lines = text.split("\n", -1);
        StringBuilder out = new StringBuilder();
        for (int line = first(item); line < end(item) && line <= lines.length; line++) {
            out.append(lines[line - 1]).append('\n');
        }
        return out.toString().stripTrailing() + "\n";
    }

    /** The same without some routes; what is left stands on the lines that it stood on. */
    RouteFile without(Set<String> ids) {
        String[] lines = text.split("\n", -1);
        for (int item = 0; item < items().size(); item++) {
            if (ids.contains(routeId(item))) {
                for (int line = first(item); line < end(item) && line <= lines.length; line++) {
                    lines[line - 1] = "";
                }
            }
        }
        String left = String.join("\n", lines);
        return left.equals(text) ? this : of(path, origin, left);
    }

    private int first(int item) {
        return document.orElseThrow().line("/" + item);
    }

    private int end(int item) {
        return item + 1 < items().size() ? first(item + 1) : Integer.MAX_VALUE;
    }
}
