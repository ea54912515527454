package org.dicomcaravan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.dicomcaravan.operation.SavedState;
import org.dicomcaravan.operation.StateException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nodes}: the servers of a state. */
@Command(
        name = "nodes",
        description =
                "Lists the servers that work on the same exports, those of the last day, and what each works on. Reads"
                        + " the state, whether a server runs or not.")
final class NodesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateFlags flags;

    @Mixin
    private JsonFlag json;

    @Override
    public Integer call() throws IOException {
        String where;
        List<ListedNode> nodes;
        try (SavedState state = flags.reader().open()) {
            where = state.name();
            nodes = ListedNode.of(state.nodes());
        } catch (StateException e) {
            throw new IOException(e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            Output.json(out, Output.tree(nodes));
        } else if (nodes.isEmpty()) {
            out.println("No node was heard of for a day in " + where + "; `caravan serve` starts one.");
            out.flush();
        } else {
            new NodeTable(nodes, ZoneId.systemDefault()).print(out, Home.outputColumns());
        }
        return ExitCode.OK;
    }
}
