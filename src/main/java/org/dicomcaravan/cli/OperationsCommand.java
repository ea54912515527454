package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code operations list|describe|wait|cancel|log|failures}. */
@Command(
        name = "operations",
        description =
                "Long-running operations of a server: list, describe, wait for and cancel them, and read their logs,"
                        + " which a data folder has without a server, too.",
        synopsisSubcommandLabel = "(list | describe | wait | cancel | log | failures)")
final class OperationsCommand {
    private static final String NAME = "NAME";
    private static final String NAME_IS = "The operation: its full name, or the last part of it.";

    @Spec
    private CommandSpec spec;

    @Command(name = "list", description = "Lists operations, the newest first.")
    int list(
            @Mixin ClientFlags flags,
            @Mixin DatasetFlag dataset,
            @Option(names = "--json", description = "The server's answer as it is.") boolean json)
            throws IOException, InterruptedException, ServerRefusal {
        HealthcareClient client = flags.client();
        List<JsonNode> found = ResourceNames.items(client, dataset.dataset(), "operations");
        if (json) {
            Output.json(out(), JsonNodeFactory.instance.arrayNode().addAll(found));
            return ExitCode.OK;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(NAME, "STATE", "DONE", "FAILED", "PENDING", "CREATED", "TOOK"));
        Instant now = Instant.now();
        for (JsonNode each : found) {
            Operation operation = Operation.of(each);
            boolean waits = Waiting.reason(LogSource.of(client), operation).isPresent();
            rows.add(row(operation, waits ? "waiting" : operation.state(), now));
        }
        Output.table(out(), rows);
        return ExitCode.OK;
    }

    @Command(
            name = "describe",
            aliases = "get",
            description = "Shows an operation as the server tells it, in JSON; what it waits for, beside it.")
    int describe(@Mixin ClientFlags flags, @Parameters(paramLabel = NAME, description = NAME_IS) String name)
            throws IOException, InterruptedException, ServerRefusal {
        HealthcareClient client = flags.client();
        JsonNode answer = client.get(ResourceNames.operation(client, name));
        Output.json(out(), answer);
        Waiting.reason(LogSource.of(client), Operation.of(answer)).ifPresent(reason -> {
            spec.commandLine().getErr().println("caravan: " + reason);
            spec.commandLine().getErr().flush();
        });
        return ExitCode.OK;
    }

    @Command(name = "wait", description = "Waits until an operation is done; ends as `export` would.")
    int await(@Mixin ClientFlags flags, @Parameters(paramLabel = NAME, description = NAME_IS) String name)
            throws IOException, InterruptedException, ServerRefusal {
        HealthcareClient client = flags.client();
        String full = ResourceNames.operation(client, name);
        Operation operation;
        try (Progress progress = Progress.on(spec.commandLine().getErr(), Home.columns())) {
            operation = new OperationWatch(client, new WaitNotice(LogSource.of(client), progress)).untilDone(full);
        }
        Summary summary = new Summary(LogSource.of(client), out(), flags.hint());
        return ExitCode.of(operation, summary.print(operation, "its destination"));
    }

    @Command(name = "cancel", description = "Asks an operation to stop; what it wrote stays.")
    int cancel(@Mixin ClientFlags flags, @Parameters(paramLabel = NAME, description = NAME_IS) String name)
            throws IOException, InterruptedException, ServerRefusal {
        HealthcareClient client = flags.client();
        String full = ResourceNames.operation(client, name);
        client.post(full + ":cancel");
        out().println("Cancelling " + full + ".");
        out().flush();
        return ExitCode.OK;
    }

    @Command(name = "log", description = "Prints the log of an operation, a line an entry.")
    int log(@Mixin LogFlags flags, @Parameters(paramLabel = NAME, description = NAME_IS) String name)
            throws IOException, InterruptedException, ServerRefusal {
        PrintWriter out = out();
        flags.source().read(name, out::println);
        out.flush();
        return ExitCode.OK;
    }

    @Command(name = "failures", description = "Prints what failed in an operation: each reason, how often, and where.")
    int failures(
            @Mixin LogFlags flags,
            @Option(
                            names = "--places",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "How many places of each reason at most. Default: 20")
                    int places,
            @Parameters(paramLabel = NAME, description = NAME_IS) String name)
            throws IOException, InterruptedException, ServerRefusal {
        Failures failures = new Failures(places);
        flags.source().read(name, failures);
        PrintWriter out = out();
        failures.groups().forEach(group -> Summary.print(out, group));
        if (failures.groups().isEmpty()) {
            out.println("Nothing failed.");
        }
        out.flush();
        return ExitCode.OK;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static List<String> row(Operation operation, String state, Instant now) {
        return List.of(
                operation.name(),
                state,
                Long.toString(operation.success()),
                Long.toString(operation.failure()),
                Long.toString(operation.pending()),
                operation.created().map(Instant::toString).orElse("-"),
                Words.duration(operation.elapsed(now)));
    }
}
