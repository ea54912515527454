package org.dicomcaravan.server;

import java.nio.file.Files;
import java.nio.file.Path;

/** The worked customisations of docs/routes.md, each a file. */
final class Customisation {

    static final Path FOLDER = Path.of("docs/customisations");

    /** Those that take the place of routes. */
    static final String REPLACING = "replace";

    private Customisation() {}

    /** The file of one of them. */
    static Path file(String name) {
        Path added = FOLDER.resolve(name + ".camel.yaml");
        return Files.exists(added) ? added : FOLDER.resolve(REPLACING).resolve(name + ".camel.yaml");
    }
}
