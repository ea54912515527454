package org.dicomcaravan.cli;

import picocli.CommandLine.Command;

/** {@code routes}: what is done with routes before a server runs them. */
@Command(
        name = "routes",
        description = "The pipeline: *.camel.yaml files.",
        subcommands = {
            RoutesValidateCommand.class,
            RoutesShowCommand.class,
            RoutesTryCommand.class,
            RoutesReplaceCommand.class,
            RoutesDiffCommand.class
        })
final class RoutesCommand {}
