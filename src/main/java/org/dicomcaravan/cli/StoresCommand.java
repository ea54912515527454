package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stores list|describe}. */
@Command(
        name = "stores",
        description = "DICOM stores of a server: list and describe them.",
        synopsisSubcommandLabel = "(list | describe)")
final class StoresCommand {
    @Spec
    private CommandSpec spec;

    @Command(name = "list", description = "Lists the names of the stores, one a line.")
    int list(@Mixin ClientFlags flags, @Mixin DatasetFlag dataset, @Mixin JsonFlag json)
            throws IOException, InterruptedException, ServerRefusal {
        Listing found = ResourceNames.items(flags.client(), dataset.dataset(), "dicomStores");
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            Output.json(out, JsonNodeFactory.instance.arrayNode().addAll(found.items()));
        } else {
            found.items().forEach(store -> out.println(store.path("name").asText()));
            out.flush();
        }
        Output.leftOut(spec.commandLine().getErr(), found, "stores");
        return ExitCode.OK;
    }

    @Command(
            name = "describe",
            aliases = "get",
            description = "Shows a store and how many studies, series and instances it has, always in JSON.")
    int describe(
            @Mixin ClientFlags flags,
            @Mixin JsonFlag json,
            @Parameters(paramLabel = "STORE", description = "The store: its full name, or the last part of it.")
                    String name)
            throws IOException, InterruptedException, ServerRefusal {
        HealthcareClient client = flags.client();
        String full = ResourceNames.store(client, name);
        JsonNode store = client.get(full);
        JsonNode metrics = client.get(full + ":getDICOMStoreMetrics");
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        both.setAll((ObjectNode) store);
        both.setAll((ObjectNode) metrics);
        Output.json(spec.commandLine().getOut(), both);
        return ExitCode.OK;
    }
}
