package org.dicomcaravan.server.routes;

import java.util.ArrayList;
import java.util.List;

/** Draws a tree in lines. Immutable. */
final class TreeLines {

    /** Nothing is said of a node in the margin. */
    static final char PLAIN = ' ';

    private final PipelineTree.Drawing drawing;
    private final boolean margin;
    private final List<String> lines = new ArrayList<>();

    /**
     * A node.
     *
     * @param mark in the margin, before all of its lines
     * @param text a line each
     */
    record Node(char mark, List<String> text, List<Node> inner) {

        boolean isMarked() {
            return mark != PLAIN || inner.stream().anyMatch(Node::isMarked);
        }
    }

    private TreeLines(PipelineTree.Drawing drawing, boolean margin) {
        this.drawing = drawing;
        this.margin = margin;
    }

    /** With a margin only where one is needed. */
    static List<String> draw(Node root, PipelineTree.Drawing drawing, boolean margin) {
        TreeLines tree = new TreeLines(drawing, margin);
        tree.draw(root, "", "");
        return tree.lines;
    }

    private void draw(Node node, String first, String rest) {
        for (int i = 0; i < node.text().size(); i++) {
            String line = (margin ? node.mark() + " " : "")
                    + (i == 0 ? first : rest)
                    + node.text().get(i);
            lines.add(line.stripTrailing());
        }
        for (int i = 0; i < node.inner().size(); i++) {
            boolean last = i == node.inner().size() - 1;
            draw(
                    node.inner().get(i),
                    rest + (last ? drawing.last() : drawing.branch()),
                    rest + (last ? drawing.gap() : drawing.bar()));
        }
    }
}
