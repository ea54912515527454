package org.dicomcaravan.cli;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dicomcaravan.operation.Node;
import org.dicomcaravan.operation.Nodes;
import org.dicomcaravan.operation.SavedState.NodeAtWork;

/**
 * A server of a state as it is listed.
 *
 * @param node as the site calls it
 * @param state {@code alive}, {@code stopping}, {@code stopped} or {@code silent}
 * @param version of the program
 * @param started when, in UTC
 * @param silentSeconds how long ago it was last heard of
 * @param workers how many batches it works on at once
 * @param work by operation; empty if it is idle
 */
record ListedNode(
        String node, String state, String version, String started, long silentSeconds, int workers, List<Work> work) {

    /**
     * What it does for one operation.
     *
     * @param batches that are in its hands
     * @param task {@code plans}, {@code ends} or {@code none}: what it does with the operation as a whole
     */
    record Work(String operation, int batches, String task) {
        private static Work of(Nodes.Work work) {
            String task = switch (work.task()) {
                case PLANS -> "plans";
                case ENDS -> "ends";
                case NONE -> "none";
            };
            return new Work(work.operation(), work.batches(), task);
        }
    }

    ListedNode {
        work = List.copyOf(work);
    }

    /**
     * The servers that matter: without starts of a node before its last one, unless something is still in their hands.
     *
     * @param nodes by their names, the latest start of each first
     */
    static List<ListedNode> of(List<NodeAtWork> nodes) {
        Set<String> names = new HashSet<>();
        return nodes.stream()
                .filter(each -> names.add(each.node().name())
                        || isThere(each.node())
                        || !each.work().isEmpty())
                .map(each -> of(each.node(), each.work()))
                .toList();
    }

    private static boolean isThere(Node node) {
        return node.isAlive() && !node.stopping();
    }

    private static ListedNode of(Node node, List<Nodes.Work> work) {
        return new ListedNode(
                node.name(),
                state(node),
                node.version(),
                node.started().toString(),
                node.silent().toSeconds(),
                node.workers(),
                work.stream().map(Work::of).toList());
    }

    private static String state(Node node) {
        if (node.stopping()) {
            return node.isAlive() ? "stopping" : "stopped";
        }
        return node.isAlive() ? "alive" : "silent";
    }

    Instant since() {
        return Instant.parse(started);
    }
}
