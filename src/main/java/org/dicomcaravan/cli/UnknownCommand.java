package org.dicomcaravan.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dicomcaravan.text.Quoted;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The word for a command that there is none of: the commands that there are say more than where it stands. */
final class UnknownCommand {
    private UnknownCommand() {}

    /** The sentence; empty where something else is wrong. */
    static Optional<String> of(ParameterException e) {
        CommandLine line = e.getCommandLine();
        List<String> unmatched = e instanceof UnmatchedArgumentException unknown ? unknown.getUnmatched() : List.of();
        Set<String> commands = new TreeSet<>();
        line.getSubcommands().values().forEach(command -> commands.add(command.getCommandName()));
        if (unmatched.isEmpty() || commands.isEmpty() || unmatched.get(0).startsWith("-")) {
            return Optional.empty();
        }
        String program = line.getCommandSpec().qualifiedName();
        return Optional.of("there is no `" + program + "` " + Quoted.of(unmatched.get(0)) + ": expected "
                + String.join(", ", commands));
    }
}
