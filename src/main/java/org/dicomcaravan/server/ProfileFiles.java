package org.dicomcaravan.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.dicomcaravan.server.settings.Setting;
import org.dicomcaravan.text.Quoted;

/**
 * The files of a profile and of those that it is based on: what a site changes of {@code cluster}, which is based on
 * {@code google}, is a profile of a few lines.
 *
 * @param folder of the configuration
 * @param environment environment variables by name
 */
record ProfileFiles(Path folder, Map<String, String> environment) {

    private static final String BASE = "caravan.profile.base";

    /** Nobody overlooks what more of them add up to. */
    private static final int MOST = 3;

    /**
     * The files of a profile, the lowest first: each wins over those before it.
     *
     * @param below what is known without them, which may name the profile's base, as the environment may
     * @throws IOException if a name is none, a file can't be read, or a profile is based on itself or on too many; the
     *     message says which, and what was expected
     */
    List<Path> of(String profile, Properties below) throws IOException {
        List<String> names = new ArrayList<>();
        Deque<Path> files = new ArrayDeque<>();
        String next = profile;
        while (!next.isEmpty()) {
            require(next, names, files);
            Path file = folder.resolve("application-" + next + ".properties");
            String base = names.isEmpty() ? below.getProperty(BASE, "") : "";
            base = PropertyFile.read(file).getProperty(BASE, base);
            String given = names.isEmpty() ? environment.get(Setting.variable(BASE)) : null;
            names.add(next);
            files.addFirst(file);
            next = (given == null ? base : given).strip();
        }
        return List.copyOf(files);
    }

    private static void require(String name, List<String> above, Deque<Path> files) throws IOException {
        if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
            throw new IOException(
                    "Profile " + Quoted.of(name) + " is no name of a profile: expected one such as google");
        }
        if (above.contains(name) || above.size() == MOST) {
            throw new IOException("Profile " + String.join(", based on ", above) + ", can't be based on " + name
                    + ": expected " + MOST + " profiles at most, each of them once; correct " + BASE + " in "
                    + files.getFirst());
        }
    }
}
