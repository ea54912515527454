package org.dicomcaravan.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.dicomcaravan.server.Configuration;

/**
 * The settings of a trial. Where those of the site make a server one of many, a trial has a state and queues of its own, in
 * the profile {@code embedded}: it would else take work of others. Immutable.
 *
 * @param configuration what a server of the trial finds
 * @param environment of such a server
 */
record TrialSettings(Configuration configuration, Map<String, String> environment) {
    private static final String PROFILE = "CARAVAN_PROFILE";

    /** Variables of what servers share. */
    private static final String SHARED = "CARAVAN_(STATE|BROKER)_.*|CARAVAN_ROWS";

    TrialSettings {
        environment = Map.copyOf(environment);
    }

    /**
     * Reads them.
     *
     * @param folder the site's settings
     * @param environment that of this process
     */
    static TrialSettings of(Path folder, Map<String, String> environment) throws IOException {
        Configuration site = Configuration.read(folder, environment);
        if (site.sharing().isEmpty()) {
            return new TrialSettings(site, environment);
        }
        Map<String, String> own = new TreeMap<>(environment);
        own.keySet().removeIf(name -> name.matches(SHARED));
        own.put(PROFILE, "embedded");
        return new TrialSettings(Configuration.read(folder, own), own);
    }

    /** Whether a trial goes to folders of its own alone. */
    boolean areOfOneServer() {
        return configuration.keepsBucketsInFolders() && configuration.sharing().isEmpty();
    }
}
