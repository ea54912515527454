package org.dicomcaravan.operation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A server in small, to be killed: plans the one operation of a state file over a made-up listing, works its batches
 * off, and finishes it; begins where the one before it was killed. A listing entry is a number; some are duplicates,
 * some broken, some ignored, and some instances fail.
 */
final class KilledServer {
    static final int ENTRIES = 18_000;
    private static final int STEP = 23;
    private static final String NODE = "node";

    private final OperationStore store;
    private final long id;

    private KilledServer(OperationStore store) {
        this.store = store;
        List<UnfinishedOperation> unfinished = store.operations().unfinished();
        id = unfinished.isEmpty()
                ? store.operations().create(Fixtures.export()).id()
                : unfinished.get(0).id();
    }

    /** Takes the state file and the steps to go: {@code plan} stops when all is planned, {@code all} at the end. */
    public static void main(String[] arguments) {
        try (OperationStore store = OperationStore.open(Path.of(arguments[0]))) {
            KilledServer server = new KilledServer(store);
            System.out.println("ready");
            server.run(arguments[1].equals("all"));
        }
    }

    private void run(boolean all) {
        store.batches().releaseAll();
        store.plans().begin(id).ifPresent(this::plan);
        if (all) {
            store.plans().planned(id, 0);
            store.batches().open(id).forEach(this::work);
            Fixtures.finish(store, id);
        }
    }

    private void plan(PlanPoint point) {
        int from = point.cursor().map(Integer::valueOf).orElse(0);
        for (long number = point.nextStep(); from < ENTRIES; number++) {
            int to = Math.min(ENTRIES, from + STEP);
            if (!store.plans().save(step(number, from, to))) {
                throw new IllegalStateException("operation " + id + " was stopped by nobody");
            }
            from = to;
        }
    }

    private PlanStep step(long number, int from, int to) {
        List<LogEntry> failures = new ArrayList<>();
        List<Integer> entries = new ArrayList<>();
        long ignored = 0;
        for (int entry = from; entry < to; entry++) {
            switch (entry % 101) {
                case 50 -> failures.add(Fixtures.failure("broken " + entry));
                case 51 -> ignored++;
                default -> entries.add(entry);
            }
        }
        List<Fingerprint> all = entries.stream().map(KilledServer::fingerprint).toList();
        BitSet duplicates = store.plans().duplicates(id, all);
        List<Fingerprint> instances = new ArrayList<>();
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            if (duplicates.get(i)) {
                failures.add(Fixtures.failure("duplicate " + entries.get(i)));
            } else {
                instances.add(all.get(i));
                items.append(entries.get(i)).append(' ');
            }
        }
        return new PlanStep(id, 0, number, items.toString().strip(), instances, "" + to, failures, List.of(), ignored);
    }

    /** Each 37th entry has the UIDs of one long before it, each 41st those of its neighbour. */
    private static Fingerprint fingerprint(int entry) {
        if (entry % 37 == 0) {
            return Fixtures.instance(entry / 2);
        }
        return Fixtures.instance(entry % 41 == 0 ? entry - 1 : entry);
    }

    private void work(long number) {
        Batch batch = store.batches()
                .lease(id, number, NODE, Fixtures.LEASE)
                .orElseThrow(() -> new IllegalStateException("batch " + number + " is leased by nobody alive"));
        List<LogEntry> failures = new ArrayList<>();
        for (String item : batch.items().split(" ")) {
            if (Integer.parseInt(item) % 13 == 0) {
                failures.add(Fixtures.failure("failed " + item));
            }
        }
        store.batches().progress(batch, 1, 0);
        store.batches().report(batch, batch.instances() - failures.size(), failures.size(), failures);
    }
}
