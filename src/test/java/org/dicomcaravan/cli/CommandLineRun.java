package org.dicomcaravan.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * One run of the program in this process.
 *
 * @param code its exit code
 * @param out what it said on standard output
 * @param err what it said on standard error
 */
record CommandLineRun(int code, String out, String err) {

    static CommandLineRun of(String... arguments) {
        return of(Map.of(), arguments);
    }

    static CommandLineRun of(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Caravan.commandLine(environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        Logger logger = (Logger) LoggerFactory.getLogger("org.dicomcaravan");
        Level before = logger.getLevel();
        try {
            int code = line.execute(arguments);
            return new CommandLineRun(code, out.toString(), err.toString());
        } finally {
            logger.setLevel(before); // a command may be quiet, which tests after it are not
        }
    }

    List<String> outLines() {
        return out.lines().toList();
    }
}
