package org.dicomcaravan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dicomcaravan.destination.folder.FolderBuckets;
import org.dicomcaravan.samples.Samples;
import org.dicomcaravan.server.CaravanServer;
import org.dicomcaravan.server.ServerOptions;

/**
 * What an export of the sample store came to. Immutable.
 *
 * @param instances of the sample store
 * @param operation as it ended
 * @param failures by reasons
 * @param objects files by the names of the objects
 */
record RouteTrial(long instances, Operation operation, List<Failures.Group> failures, Map<String, Path> objects) {

    private static final String PREFIX = "try";
    private static final int PLACES = 1;

    /**
     * Exports the sample store into a bucket that is a folder.
     *
     * @param options of a server of its own, whose data folder has nothing in it
     * @param environment of that server
     * @throws IOException if the server can't start; the message says why
     */
    static RouteTrial run(ServerOptions options, Map<String, String> environment, Optional<String> mimeType)
            throws IOException, InterruptedException, ServerRefusal {
        Samples.prepare(options.data());
        String destination = "gs://" + Samples.BUCKET + "/" + PREFIX;
        ExportCall call = new ExportCall(destination, mimeType, Optional.empty(), Optional.empty(), false);
        Failures failures = new Failures(PLACES);
        Operation done;
        try (CaravanServer server = CaravanServer.start(options, environment)) {
            HealthcareClient client =
                    new HealthcareClient(server.uri(), BearerToken.none(), Optional.empty(), remark -> {});
            String store = ResourceNames.store(client, Samples.STORE);
            String operation =
                    client.post(store + ":export", call.body()).path("name").asText();
            done = new OperationWatch(client, seen -> {}).untilDone(operation);
            LogSource.of(client).read(operation, failures);
        } // what happens behind an operation is over when the server is
        Path bucket = FolderBuckets.root(options.data()).resolve(Samples.BUCKET);
        return new RouteTrial(files(Samples.folder(options.data())).size(), done, failures.groups(), files(bucket));
    }

    private static Map<String, Path> files(Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(
                            file -> files.put(folder.relativize(file).toString().replace('\\', '/'), file));
        }
        return files;
    }

    /** Instances that no step exported and none failed; none is said to be where the operation ended in an error. */
    long leftOut() {
        return operation.error().isPresent() ? 0 : instances - operation.success() - operation.failure();
    }

    /** Names of objects that another one has and this one has not. */
    List<String> missing(RouteTrial other) {
        TreeSet<String> names = new TreeSet<>(other.objects.keySet());
        names.removeAll(objects.keySet());
        return List.copyOf(names);
    }

    /** Names of objects that both have, and whose bytes differ. */
    List<String> changed(RouteTrial other) throws IOException {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Path> object : objects.entrySet()) {
            Path before = other.objects.get(object.getKey());
            if (before != null && Files.mismatch(before, object.getValue()) >= 0) {
                names.add(object.getKey());
            }
        }
        return names;
    }

    /** One side of a comparison. */
    record Side(long exported, long leftOut, long failed, int objects) {
        private static Side of(RouteTrial trial) {
            return new Side(
                    trial.operation.success(), trial.leftOut(), trial.operation.failure(), trial.objects.size());
        }
    }

    /** What became different, for programs. */
    record Comparison(Side without, Side with, List<String> changed, List<String> missing, List<String> added) {
        static Comparison of(RouteTrial without, RouteTrial with) throws IOException {
            return new Comparison(
                    Side.of(without),
                    Side.of(with),
                    with.changed(without),
                    with.missing(without),
                    without.missing(with));
        }
    }
}
