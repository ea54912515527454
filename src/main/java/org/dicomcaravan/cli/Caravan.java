package org.dicomcaravan.cli;

import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.stream.Collectors;
import org.dicomcaravan.destination.duckdb.QueryException;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.server.http.Identity;
import org.dicomcaravan.text.Escaped;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** The program: one launcher over a server and the client of any such server. */
@Command(
        name = "caravan",
        description = "Carries DICOM stores to buckets and tables, in the words of the Cloud Healthcare API.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Caravan.Version.class,
        subcommands = {
            ServeCommand.class,
            ExportCommand.class,
            OperationsCommand.class,
            NodesCommand.class,
            StoresCommand.class,
            BucketsCommand.class,
            RoutesCommand.class,
            SettingsCommand.class,
            CodecsCommand.class,
            PluginsCommand.class,
            QueryCommand.class,
            SamplesCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Caravan {
    @Option(
            names = {"-v", "--verbose"},
            description = "Tell more of what is going on.",
            scope = ScopeType.INHERIT)
    private boolean verbose;

    private Caravan() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    /** The command line over an environment, ready to execute. */
    static CommandLine commandLine(Map<String, String> environment) {
        Caravan caravan = new Caravan();
        CommandLine line = new CommandLine(caravan);
        line.setDefaultValueProvider(new EnvironmentDefaults(environment));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setExecutionStrategy(caravan.withLogs());
        line.setExecutionExceptionHandler(caravan.onFailure());
        line.setParameterExceptionHandler(Caravan::onUsage);
        exitCodes(line);
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.meanings())
                .footer("%nEvery flag may be an environment variable instead: --token-file is CARAVAN_TOKEN_FILE.");
        return line;
    }

    /** What is wrong with a command's arguments; ends in exit code 64. */
    static ParameterException usage(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private static void exitCodes(CommandLine line) {
        line.getCommandSpec().exitCodeOnInvalidInput(ExitCode.USAGE);
        line.getCommandSpec().exitCodeOnExecutionException(ExitCode.FAILURE);
        line.getSubcommands().values().forEach(Caravan::exitCodes);
    }

    private static int onUsage(ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        err.println("caravan: " + GivenTokens.hide(UnknownCommand.of(e).orElse(e.getMessage()), arguments));
        err.println("Try `" + command + " --help`.");
        err.flush();
        return ExitCode.USAGE;
    }

    private IExecutionStrategy withLogs() {
        return parsed -> {
            if (verbose) {
                Logs.verbose();
            }
            return new RunLast().execute(parsed);
        };
    }

    private IExecutionExceptionHandler onFailure() {
        return (Exception e, CommandLine line, ParseResult parsed) -> {
            LoggerFactory.getLogger(Caravan.class).debug("The command failed", e);
            PrintWriter err = line.getErr();
            err.println("caravan: " + message(e));
            err.flush();
            if (e instanceof ServerRefusal || e instanceof QueryException) {
                return ExitCode.REFUSED;
            }
            boolean unreachable = e instanceof Unreachable || e instanceof Stranger || e instanceof UntrustedServer;
            return unreachable ? ExitCode.UNREACHABLE : ExitCode.FAILURE;
        };
    }

    private static String message(Exception e) {
        String message = e instanceof FileSystemException file ? FileProblem.sentence(file) : e.getMessage();
        message = message == null ? e.toString() : message;
        return message.lines().map(Escaped::of).collect(Collectors.joining("\n"));
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"DICOM Caravan " + Identity.version()};
        }
    }
}
