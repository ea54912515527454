package org.dicomcaravan.dependencies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Holds jars against a list of advisories. */
final class AdvisoryCheck {
    private final List<Advisory> advisories;

    AdvisoryCheck(List<Advisory> advisories) {
        this.advisories = advisories;
    }

    /** What is wrong, in sentences; empty if nothing is. */
    List<String> problems(List<Path> jars) throws IOException {
        List<String> problems = new ArrayList<>();
        List<Library> libraries = new ArrayList<>();
        for (Path jar : jars) {
            Set<Library> found = Library.in(jar);
            if (found.isEmpty()) {
                problems.add(
                        jar + " can't be held against the advisories: neither its name nor Maven's files in it tell"
                                + " of what library and version it is");
            }
            libraries.addAll(found);
        }
        for (Advisory advisory : advisories) {
            List<Library> hit = libraries.stream().filter(advisory::hits).toList();
            if (advisory.note().isEmpty()) {
                hit.forEach(library -> problems.add(sentence(advisory, library)));
            } else if (hit.isEmpty()) {
                problems.add(advisory.id() + " of " + advisory.library()
                        + " hits nothing any more: take its note out of " + Advisory.LIST);
            }
        }
        return problems;
    }

    private static String sentence(Advisory advisory, Library library) {
        return advisory.library() + " " + library.version().text() + " is hit by " + advisory.id() + " ("
                + advisory.hit().text() + "): take a newer one, or say in " + Advisory.LIST
                + " why it does no harm here; it is in " + library.jar();
    }
}
