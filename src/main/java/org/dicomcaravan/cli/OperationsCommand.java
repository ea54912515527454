package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomcaravan.text.Escaped;
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

    @Command(
            name = "list",
            description = "Lists operations of all datasets, the newest first, in local time; the wider the terminal,"
                    + " the more of them.")
    int list(@Mixin ClientFlags flags, @Mixin DatasetFlag dataset, @Mixin JsonFlag json)
            throws IOException, InterruptedException, ServerRefusal {
        HealthcareClient client = flags.client();
        Listing found = ResourceNames.items(client, dataset.dataset(), "operations");
        List<Operation> operations = found.items().stream()
                .map(Operation::of)
                .sorted(Comparator.comparing((Operation each) -> each.created().orElse(Instant.MIN))
                        .thenComparing(Operation::name)
                        .reversed())
                .toList();
        Map<String, OperationRequest> requests = OperationRequest.all(client, dataset.dataset());
        if (json.wanted()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            operations.forEach(each ->
                    all.add(OperationRequest.beside(each.json(), Optional.ofNullable(requests.get(each.name())))));
            Output.json(out(), all);
        } else {
            table(client, operations, requests).print(out(), Home.outputColumns());
        }
        Output.leftOut(spec.commandLine().getErr(), found, "operations");
        return ExitCode.OK;
    }

    private static OperationTable table(
            HealthcareClient client, List<Operation> operations, Map<String, OperationRequest> requests)
            throws IOException, InterruptedException, ServerRefusal {
        List<OperationTable.Line> lines = new ArrayList<>();
        for (Operation each : operations) {
            boolean waits = Waiting.reason(LogSource.of(client), each).isPresent();
            lines.add(new OperationTable.Line(
                    each, waits ? "waiting" : each.state(), Optional.ofNullable(requests.get(each.name()))));
        }
        return new OperationTable(lines, Instant.now(), ZoneId.systemDefault());
    }

    @Command(
            name = "describe",
            aliases = "get",
            description = "Shows an operation, always in JSON: as the server tells it, with the store and the request"
                    + " as `export`; what it waits for, beside it.")
    int describe(
            @Mixin ClientFlags flags,
            @Mixin JsonFlag json,
            @Parameters(paramLabel = NAME, description = NAME_IS) String name)
            throws IOException, InterruptedException, ServerRefusal {
        HealthcareClient client = flags.client();
        JsonNode answer = client.get(ResourceNames.operation(client, name));
        Operation operation = Operation.of(answer);
        Output.json(out(), OperationRequest.beside(answer, OperationRequest.of(client, operation.name())));
        Waiting.reason(LogSource.of(client), operation).ifPresent(reason -> {
            spec.commandLine().getErr().println("caravan: " + reason);
            spec.commandLine().getErr().flush();
        });
        return ExitCode.OK;
    }

    @Command(
            name = "wait",
            description = "Waits until an operation is done; ends as `export` would. It goes on after Ctrl-C.")
    int await(
            @Mixin ClientFlags flags,
            @Mixin JsonFlag json,
            @Parameters(paramLabel = NAME, description = NAME_IS) String name)
            throws IOException, InterruptedException, ServerRefusal {
        HealthcareClient client = flags.client();
        String full = ResourceNames.operation(client, name);
        ShownWatch watch = new ShownWatch(client, spec.commandLine().getErr());
        Operation done = watch.untilDoneOrLeft(full, flags.hint());
        String where = OperationRequest.of(client, full)
                .flatMap(OperationRequest::destination)
                .map(Escaped::of)
                .orElse("its destination");
        return new Outcome(client, out(), json.wanted(), flags.hint())
                .print(done, where, watch.missing(done), Optional.empty());
    }

    @Command(name = "cancel", description = "Asks an operation to stop; what it wrote stays.")
    int cancel(
            @Mixin ClientFlags flags,
            @Mixin JsonFlag json,
            @Parameters(paramLabel = NAME, description = NAME_IS) String name)
            throws IOException, InterruptedException, ServerRefusal {
        HealthcareClient client = flags.client();
        String full = ResourceNames.operation(client, name);
        client.post(full + ":cancel");
        if (json.wanted()) {
            Output.json(
                    out(),
                    JsonNodeFactory.instance.objectNode().put("name", full).put("cancelRequested", true));
        } else {
            out().println("Cancelling " + full + ".");
            out().flush();
        }
        return ExitCode.OK;
    }

    @Command(name = "log", description = "Prints the log of an operation, a line an entry.")
    int log(
            @Mixin LogFlags flags,
            @Mixin JsonFlag json,
            @Parameters(paramLabel = NAME, description = NAME_IS) String name)
            throws IOException, InterruptedException, ServerRefusal {
        PrintWriter out = out();
        if (json.wanted()) {
            JsonArray lines = new JsonArray(out);
            flags.source().read(name, line -> lines.add(line.json()));
            lines.end();
        } else {
            flags.source().read(name, out::println);
            out.flush();
        }
        return ExitCode.OK;
    }

    @Command(name = "failures", description = "Prints what failed in an operation: each reason, how often, and where.")
    int failures(
            @Mixin LogFlags flags,
            @Mixin JsonFlag json,
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
        if (json.wanted()) {
            Output.json(out, Output.tree(failures.groups()));
            return ExitCode.OK;
        }
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
}
