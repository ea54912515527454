package org.dicomcaravan.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.rpc.RpcCode;

/** Operations and plan steps as the tests want them. */
final class Fixtures {
    static final String DATASET = "projects/p/locations/l/datasets/d";
    static final String STORE = DATASET + "/dicomStores/s";
    static final Duration LEASE = Duration.ofMinutes(1);

    private Fixtures() {}

    static NewOperation export() {
        return export(DATASET);
    }

    static NewOperation export(String dataset) {
        return new NewOperation(
                dataset,
                dataset + "/dicomStores/s",
                "v1beta1",
                "ExportDicomData",
                "{\"gcsDestination\":{\"uriPrefix\":\"gs://b/π\"}}");
    }

    static Fingerprint instance(long number) {
        return Fingerprint.of("1.2", "1.2.3", "1.2.3." + number);
    }

    /** The same of one who has a claim. */
    static PlanStep step(Claim claim, long number, int size) {
        PlanStep step = step(claim.operation(), number, size);
        return new PlanStep(
                step.operation(),
                claim.fence(),
                number,
                step.items(),
                step.instances(),
                step.cursor(),
                step.failures(),
                step.matches(),
                step.ignored());
    }

    /** Step {@code number} with {@code size} instances that no other step has. */
    static PlanStep step(long operation, long number, int size) {
        List<Fingerprint> instances = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            instances.add(instance(number * 1_000_000 + i));
        }
        return step(operation, number, instances, List.of(), 0);
    }

    static PlanStep step(
            long operation, long number, List<Fingerprint> instances, List<LogEntry> failures, long ignored) {
        return new PlanStep(
                operation, 0, number, "items " + number, instances, "path " + number, failures, List.of(), ignored);
    }

    static LogEntry failure(String instance) {
        return LogEntry.error(
                STORE + "/dicomWeb/studies/1.2/series/1.2.3/instances/" + instance,
                RpcCode.FAILED_PRECONDITION,
                "no pixel data");
    }

    /** An operation with batches of a size, numbered from 1, planned to its end. */
    static long planned(OperationStore store, int batches, int size) {
        long id = store.operations().create(export()).id();
        store.plans().begin(id);
        for (int number = 1; number <= batches; number++) {
            store.plans().save(step(id, number, size));
        }
        store.plans().planned(id, 0);
        return id;
    }

    /** Ends an operation, as one who finds it alone. */
    static Optional<Operation> finish(OperationStore store, long operation) {
        return store.claims()
                .claim(operation, "node", LEASE)
                .flatMap(claim -> store.lifecycle().finish(claim, end -> {}));
    }
}
