package org.dicomcaravan.cli;

import picocli.CommandLine.Option;

/** {@code --json}: for programs, one JSON document and nothing else on standard output. */
final class JsonFlag {
    static final String NAME = "--json";

    @Option(
            names = NAME,
            arity = "0..1",
            fallbackValue = "true",
            description = "Print one JSON document, and nothing else.")
    private boolean wanted;

    boolean wanted() {
        return wanted;
    }
}
