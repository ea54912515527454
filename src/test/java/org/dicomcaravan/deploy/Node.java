package org.dicomcaravan.deploy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A container that runs the server, whatever starts it.
 *
 * @param where it is written
 * @param image that it is made of
 * @param environment its variables; {@code ${…}} in what the site fills in
 * @param ports that others reach
 * @param mounts places of its own, each with whether it is only read
 */
record Node(
        String where, String image, Map<String, String> environment, Set<Integer> ports, Map<String, Boolean> mounts) {

    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+(:v?\\d[\\w.-]*|@sha256:[0-9a-f]{64})");

    /** Nothing, or what is wrong with the name of an image. */
    static List<String> unpinned(String where, String image) {
        return PINNED.matcher(image).matches() ? List.of() : List.of(where + ": the image " + image + " is not pinned");
    }

    List<String> problems(Image made) {
        List<String> problems = new ArrayList<>(Variables.problems(environment));
        if (!image.equals(made.name())) {
            problems.add("the image " + image + " is not " + made.name() + ", which the build makes");
        }
        if (!ports.equals(new HashSet<>(made.ports()))) {
            problems.add("ports " + ports + " are not the image's, " + made.ports());
        }
        if (mounts.getOrDefault(environment.getOrDefault("CARAVAN_DATA", made.data()), true)) {
            problems.add("nothing that can be written to is mounted at " + made.data());
        }
        String store = environment.getOrDefault("CARAVAN_STORE", "").replaceFirst(".*=", "");
        if (!mounts.getOrDefault(store, false)) {
            problems.add("no store is mounted read-only at " + store);
        }
        for (String file : List.of("CARAVAN_ACCESS_POLICY", "GOOGLE_APPLICATION_CREDENTIALS")) {
            String path = environment.getOrDefault(file, "");
            if (mounts.keySet().stream().noneMatch(mount -> path.equals(mount) || path.startsWith(mount + "/"))) {
                problems.add(file + ": nothing is mounted at " + path);
            }
        }
        return problems.stream().map(problem -> where + ": " + problem).toList();
    }
}
