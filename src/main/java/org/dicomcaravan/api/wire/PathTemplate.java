package org.dicomcaravan.api.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/**
 * The paths of a method, written as google.api.http does: names of collections, {@code *} for the name of a resource, and
 * at the end a verb behind a colon, as in {@code projects/*}{@code /locations/*:verb}. Immutable.
 */
public final class PathTemplate {

    private static final String ANY = "*";
    private static final Pattern ODD_CHARACTER = Pattern.compile("[/\\\\\\p{C}]");
    private static final int MAX_ID = 256;

    private final List<String> parts;
    /** With its colon; empty for none. */
    private final String verb;

    private PathTemplate(List<String> parts, String verb) {
        this.parts = parts;
        this.verb = verb;
    }

    /** The template that a text says. */
    public static PathTemplate of(String text) {
        String verb = verb(text);
        return new PathTemplate(
                List.of(text.substring(0, text.length() - verb.length()).split("/")), verb);
    }

    /**
     * The resource that a path of this template is about: what stands up to the last {@code *} names it.
     *
     * @param segments the segments of a path, without the API's version
     * @return empty if the path is of another template
     * @throws ApiException 400 if it is of this one, but a name in it can't be that of a resource
     */
    public Optional<ResourceName> match(List<String> segments) throws ApiException {
        if (segments.size() != parts.size()) {
            return Optional.empty();
        }
        List<String> path = new ArrayList<>(segments);
        if (parts.get(parts.size() - 1).equals(ANY)) {
            String last = path.get(path.size() - 1);
            if (!verb(last).equals(verb)) {
                return Optional.empty();
            }
            path.set(path.size() - 1, last.substring(0, last.length() - verb.length()));
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).equals(ANY) && !parts.get(i).equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(resource(path));
    }

    private ResourceName resource(List<String> path) throws ApiException {
        int end = parts.lastIndexOf(ANY) + 1;
        for (int i = 0; i < end; i++) {
            if (parts.get(i).equals(ANY)) {
                check(path.get(i));
            }
        }
        return ResourceName.of(path.subList(0, end));
    }

    /** What follows the last colon of a path's last segment, with the colon, or nothing. */
    private static String verb(String segment) {
        int colon = segment.lastIndexOf(':');
        return colon < 0 ? "" : segment.substring(colon);
    }

    private static void check(String id) throws ApiException {
        boolean dots = id.equals(".") || id.equals("..");
        if (id.isEmpty()
                || id.length() > MAX_ID
                || dots
                || ODD_CHARACTER.matcher(id).find()) {
            throw ApiException.invalid(
                    "name",
                    "Malformed name: " + Quoted.of(id) + " can't be the name of a resource; expected 1 to " + MAX_ID
                            + " characters without slashes and control characters.");
        }
    }

    /** The text of the template. */
    @Override
    public String toString() {
        return String.join("/", parts) + verb;
    }
}
