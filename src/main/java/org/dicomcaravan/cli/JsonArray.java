package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** One JSON array, an element a line, that is printed while it is made: it may be longer than memory. For one thread. */
final class JsonArray {
    private final PrintWriter out;
    private boolean begun;

    JsonArray(PrintWriter out) {
        this.out = out;
    }

    void add(JsonNode element) {
        out.print(begun ? ",\n" : "[\n");
        out.print(element);
        begun = true;
    }

    /** Ends the array; to be left out where something went wrong, so that nobody takes a part for all. */
    void end() {
        out.println(begun ? "\n]" : "[]");
        out.flush();
    }
}
