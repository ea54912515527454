package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, the counters are the sums over what was planned, leased and reported. */
class CountersTest {
    private static final int EVENTS = 200;

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();

    /** What a batch is known to be: its size and its counts, which are those of a lease or final. */
    private record Known(int size, long success, long failure, boolean done) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void areTheSumsOverTheBatches(long seed) {
        Random random = new Random(seed);
        Path file = folder.resolve("state.db");
        try (OperationStore store = OperationStore.open(file, clock)) {
            long id = store.operations().create(Fixtures.export()).id();
            store.plans().begin(id);
            TreeMap<Long, Known> known = new TreeMap<>();
            List<Batch> held = new ArrayList<>();
            long listing = 0;
            long step = 0;
            for (int event = 0; event < EVENTS; event++) {
                switch (random.nextInt(6)) {
                    case 0 -> {
                        step++;
                        int size = random.nextInt(4);
                        listing += size == 0 ? 1 : 0;
                        plan(store, id, step, size, known);
                    }
                    case 1 ->
                        lease(store, id, 1 + random.nextInt((int) step + 1), known)
                                .ifPresent(held::add);
                    case 2 -> clock.advance(Duration.ofSeconds(random.nextInt(30)));
                    default -> act(store, pick(held, random), random, known);
                }
                assertThat(store.operations().find(id).orElseThrow().counters())
                        .as("seed %d, event %d", seed, event)
                        .isEqualTo(expected(known, listing));
            }
            new StateFile(file).assertConsistent();
        }
    }

    private static Batch pick(List<Batch> held, Random random) {
        return held.isEmpty() ? null : held.get(random.nextInt(held.size()));
    }

    private static void plan(OperationStore store, long id, long step, int size, TreeMap<Long, Known> known) {
        if (size == 0) {
            store.plans().save(Fixtures.step(id, step, List.of(), List.of(Fixtures.failure("" + step)), 0));
        } else {
            store.plans().save(Fixtures.step(id, step, size));
            known.put(step, new Known(size, 0, 0, false));
        }
    }

    private static Optional<Batch> lease(OperationStore store, long id, long number, TreeMap<Long, Known> known) {
        Optional<Batch> leased = store.batches().lease(id, number, "node", Fixtures.LEASE);
        leased.ifPresent(batch -> known.put(number, new Known((int) batch.instances(), 0, 0, false)));
        return leased;
    }

    private static void act(OperationStore store, Batch batch, Random random, TreeMap<Long, Known> known) {
        if (batch == null) {
            return;
        }
        int size = (int) batch.instances();
        int success = random.nextInt(size + 1);
        int failure = random.nextInt(size - success + 1);
        // The state file tells whose lease it is, the model tells what that means.
        boolean mine = store.batches().progress(batch, success, failure);
        if (mine) {
            known.put(batch.number(), new Known(size, success, failure, false));
        }
        switch (random.nextInt(4)) {
            case 0 -> {
                store.batches().release(batch);
                if (mine) {
                    known.put(batch.number(), new Known(size, 0, 0, false));
                }
            }
            case 1 -> {
                store.batches().report(batch, success, failure, List.of());
                if (mine) {
                    known.put(batch.number(), new Known(size, success, failure, true));
                }
            }
            default -> assertThat(batch.items()).isEqualTo("items " + batch.number());
        }
    }

    private static Counters expected(TreeMap<Long, Known> known, long listing) {
        long success = known.values().stream().mapToLong(Known::success).sum();
        long failure = known.values().stream().mapToLong(Known::failure).sum();
        long pending = known.values().stream()
                .filter(it -> !it.done())
                .mapToLong(it -> it.size() - it.success() - it.failure())
                .sum();
        long excluded = known.values().stream()
                .filter(Known::done)
                .mapToLong(it -> it.size() - it.success() - it.failure())
                .sum();
        return new Counters(success, failure + listing, pending, excluded);
    }
}
