package org.dicomcaravan.cli;

import java.util.List;
import java.util.Optional;

/** Commands that a page shows and no test runs, and why. */
final class CommandsNotRun {

    private static final String PLUGIN = ShownPlugin.FOLDER;

    private CommandsNotRun() {}

    /** Does what a command that is not run would have done, as far as later ones need it. */
    interface StandIn {
        void act(ScratchProject project) throws Exception;
    }

    /**
     * Commands that no test runs.
     *
     * @param pattern all of their text, as a regular expression
     * @param reason why not
     * @param standIn what is done in their place
     */
    record NotRun(String pattern, String reason, StandIn standIn) {
        private NotRun(String pattern, String reason) {
            this(pattern, reason, project -> {});
        }
    }

    static final List<NotRun> ALL = List.of(
            new NotRun("\\./mvnw verify", "is what runs this test"),
            new NotRun("\\.ci/run", "runs this test, among much else, before a change lands"),
            new NotRun("\\.ci/soak", "takes hours"),
            new NotRun(
                    "\\./caravan operations (failures|log) NAME",
                    "names an operation that the export before it made; ExportCommandTest runs what an export says of it"),
            new NotRun("\\./mvnw -Pdist package -DskipTests", "makes the archive, which .ci/run tries out"),
            new NotRun(
                    "\\./mvnw -Pplugin-api package -DskipTests|cp target/dicom-caravan-plugin-api.jar .*",
                    "changes what the build is held against"),
            new NotRun("\\./mvnw -Pimage package .*", "needs a base image from a registry; .ci/run makes one without"),
            new NotRun("docker (load|run|compose) .*", "needs Docker, and the image"),
            new NotRun("kubectl .*", "needs Kubernetes; ManifestsTest reads what it is given"),
            new NotRun(
                    "(apt-get|runuser|echo|ln|/opt/artemis/bin/artemis|chown|haproxy) .*"
                            + "|(cp|install -m 600) deploy/.*",
                    "changes the machine of a cluster; docs/cluster.md says what was tried"),
            new NotRun(
                    "/var/lib/artemis/bin/artemis .*|curl http://10\\..*|gcloud storage ls .*"
                            + "|\\./caravan (nodes|(export|operations) .*--server https://.*)",
                    "needs a cluster that runs"),
            new NotRun(
                    "(install -d|tar -xzf|useradd|mkdir -p /etc|cp /opt|systemctl|\\./caravan completion).*",
                    "changes the reader's machine; CompletionTest asks bash what it makes of completion"),
            new NotRun("\\./mvnw spotless:apply", "changes the sources; spotless:check is a part of the build"),
            new NotRun("\\./mvnw -q install -DskipTests", "changes the reader's Maven repository"),
            new NotRun(
                    "\\./mvnw -q -f " + PLUGIN + "/pom.xml package",
                    "needs the server in Maven's repository; the same sources are compiled without it",
                    ShownPlugin::packagePlugin),
            new NotRun(
                    "\\./mvnw -q dependency:copy-dependencies .*",
                    "fetches from Maven's repository; OtherCloudsTest has the same libraries"),
            new NotRun("gcloud storage buckets create gs://NAME", "needs an account of Google's"),
            new NotRun("bench/[\\w-]+(\\.py)?", "takes minutes, and 15 GB of disk"));

    /** Why a command is not run; empty if it is. */
    static Optional<NotRun> find(String command) {
        return ALL.stream().filter(one -> command.matches(one.pattern())).findFirst();
    }
}
