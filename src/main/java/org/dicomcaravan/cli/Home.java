package org.dicomcaravan.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Where this program lies, as its launcher tells it; the folders that it comes with are found from there. */
final class Home {
    private Home() {}

    /** A folder below the program's own, whatever the working directory is; without a launcher, below that. */
    static Path folder(String name) {
        Path folder = Path.of(System.getProperty("caravan.home", ""))
                .resolve(name)
                .toAbsolutePath()
                .normalize();
        Path here = Path.of("").toAbsolutePath();
        return folder.startsWith(here) ? here.relativize(folder) : folder;
    }

    /** The width of the terminal that standard error is; absent if it is none. */
    static Optional<Integer> columns() {
        return columns("caravan.columns");
    }

    /** The width of the terminal that standard output is; absent if it is a file or a pipe. */
    static Optional<Integer> outputColumns() {
        return columns("caravan.output-columns");
    }

    private static Optional<Integer> columns(String property) {
        return Optional.ofNullable(Integer.getInteger(property)).filter(columns -> columns > 0);
    }
}
