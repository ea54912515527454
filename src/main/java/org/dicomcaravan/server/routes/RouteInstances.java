package org.dicomcaravan.server.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What routes ask an instance for, before it is opened: Camel would find out at the first instance, and fail all of them. */
final class RouteInstances {

    private static final Set<String> KNOWN = Set.of("path", "size", "attribute");
    private static final Pattern OF_BODY = Pattern.compile("\\$\\{body\\.([A-Za-z]+)");
    private static final Pattern TAG = Pattern.compile("\\$\\{body\\.attribute\\(['\"]?([^'\")]*)['\"]?\\)");

    /** Steps behind which the body may be another one. */
    private static final Set<String> CHANGING = Set.of(
            "setBody",
            "transform",
            "convertBodyTo",
            "bean",
            "process",
            "to",
            "toD",
            "enrich",
            "pollEnrich",
            "poll",
            "marshal",
            "unmarshal",
            "split",
            "script",
            "claimCheck",
            "transformDataType");

    private RouteInstances() {}

    /**
     * Looks at all files.
     *
     * @return a line for each problem, {@code file:line: reason}
     */
    static List<String> problems(List<RouteFile> files) {
        List<String> problems = new ArrayList<>();
        for (RouteFile file : files) {
            for (int item = 0; item < file.items().size(); item++) {
                JsonNode from = file.items().path(item).at("/route/from");
                boolean changes = CHANGING.stream().anyMatch(step -> from.findValue(step) != null);
                if (from.path("uri").asText().startsWith("site:before-instance") && !changes) {
                    String route = "/" + item + "/route/";
                    file.document().orElseThrow().each((name, value, pointer) -> {
                        if (pointer.startsWith(route) && value.isTextual()) {
                            look(file.place(pointer) + ": ", value.textValue(), problems);
                        }
                    });
                }
            }
        }
        return problems;
    }

    private static void look(String here, String text, List<String> problems) {
        Matcher asked = OF_BODY.matcher(text);
        while (asked.find()) {
            if (!KNOWN.contains(asked.group(1))) {
                problems.add(here + "an instance has no " + asked.group(1) + RouteReferences.hint(asked.group(1), KNOWN)
                        + ": expected path, size or attribute('00080060')");
            }
        }
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            if (!tag.group(1).matches("[0-9A-Fa-f]{8}") && !tag.group(1).contains("$")) {
                problems.add(here + tag.group(1) + " is no tag: expected eight hex digits, as 00080060 for Modality");
            }
        }
    }
}
