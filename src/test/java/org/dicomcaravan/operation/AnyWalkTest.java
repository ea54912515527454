package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that do whatever comes to their minds, one thing after the other: who lost a lease goes on all the same, who parks
 * an operation does so while others have batches of it, clocks jump, servers die. Nothing of that may throw, or make a state
 * that contradicts itself; and in the end all that is found to be due, by those who look for it, ends every operation.
 */
abstract class AnyWalkTest {
    private static final int ACTIONS = 250;
    /** So many walk at once. */
    private static final int TOGETHER = 4;
    /** So often what is due is looked for at the end: more than any operation has steps, batches and pauses. */
    private static final int ROUNDS = 60;

    /** What somebody has in hand of an operation that is ended, or about to be, while his lease holds. */
    private static final String IN_HAND_TOO_LATE = """
            SELECT o.id, b.number FROM operation o JOIN batch b ON b.operation_id = o.id
            WHERE o.state IN ('FINISHING', 'DONE') AND b.state = 'LEASED' AND b.lease_until > %d
            """;

    private final Map<Long, Operation> ended = new ConcurrentHashMap<>();
    private final Function<Path, StateUnderTest> states;
    private final int count;
    private final int walks;

    @TempDir
    Path folder;

    private StateUnderTest state;
    private List<OperationStore> servers;
    private Walk walk;

    /**
     * Of some servers.
     *
     * @param walks how many, each from another seed
     */
    AnyWalkTest(Function<Path, StateUnderTest> states, int servers, int walks) {
        this.states = states;
        this.count = servers;
        this.walks = walks;
    }

    @BeforeEach
    void open() {
        state = states.apply(folder);
        servers = Stream.generate(state::open).limit(count).toList();
    }

    @AfterEach
    void close() {
        if (state != null) {
            servers.forEach(OperationStore::close);
            state.close();
        }
    }

    @Test
    void whateverServersDoEveryOperationEndsOnce() {
        for (int seed = 1; seed <= walks; seed++) {
            walk = new Walk(seed, servers, state::advance);
            try {
                walk();
                end();
                comeLate();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + String.join("; ", walk.words), e);
            }
        }
    }

    /** Nothing of what they meet may throw, nor keep anything from its end. */
    @Test
    void whateverServersDoAtOnceEveryOperationEndsOnce() throws Exception {
        for (int seed = 1; seed <= walks; seed++) {
            walk = new Walk(1000L * seed, servers, state::advance);
            List<Walk> others = new ArrayList<>();
            for (int i = 1; i < TOGETHER; i++) {
                others.add(new Walk(walk, 1000L * seed + i));
            }
            TwoServers.atOnce(Stream.concat(Stream.of(walk), others.stream())
                    .<Callable<Walk>>map(each -> () -> walked(each))
                    .toList());
            others.forEach(walk::add);
            end();
            comeLate();
        }
    }

    private Walk walked(Walk each) {
        for (int i = 0; i < ACTIONS / TOGETHER; i++) {
            each.act();
            each.ids.forEach(this::look);
        }
        return each;
    }

    private void walk() {
        for (int i = 0; i < ACTIONS; i++) {
            walk.act();
            walk.ids.forEach(this::look);
            assertThat(state.file().query(IN_HAND_TOO_LATE.formatted(Microseconds.of(state.now()))))
                    .isEmpty();
            if (i % 10 == 0) {
                state.file().assertConsistent();
            }
        }
        state.file().assertConsistent();
    }

    /** It can be read, and once it has ended it stays as it is. */
    private void look(long id) {
        Operation found = walk.server().operations().require(id);
        assertThat(found.counters().pending()).as("pending of %s", found).isNotNegative();
        if (found.isDone()) {
            assertThat(found).isEqualTo(ended.computeIfAbsent(id, first -> found));
        }
    }

    private void end() {
        walk.words.add("end");
        for (int round = 0;
                round < ROUNDS && !walk.server().operations().unfinished().isEmpty();
                round++) {
            state.advance(Walk.PATIENCE.longest());
            for (Lifecycle.Due due : walk.server().lifecycle().due()) {
                takeUp(due);
            }
            walk.server()
                    .dueBatches()
                    .due(Walk.OPERATIONS * Walk.STEPS)
                    .forEach(place -> walk.server()
                            .batches()
                            .lease(place.operation(), place.batch(), "node", Fixtures.LEASE)
                            .ifPresent(batch -> walk.report(batch, walk.below(2))));
        }
        state.file().assertConsistent();
        assertThat(walk.server().operations().unfinished()).isEmpty();
        for (long id : walk.ids) {
            look(id);
            assertThat(walk.settled.getOrDefault(id, 0))
                    .as("who see to the finish")
                    .isLessThanOrEqualTo(1);
            assertThat(walk.finishes).as("how often it ended").containsEntry(id, 1);
            Counters counters = ended.get(id).counters();
            assertThat(walk.server().log().read(id).filter(entry -> entry.severity() == LogEntry.Severity.ERROR))
                    .as("a line for each failure")
                    .hasSize((int) counters.failure());
            if (ended.get(id).stopReason().isEmpty()) {
                assertThat(counters.success() + counters.failure()).isEqualTo(Walk.STEPS * Walk.SIZE);
            }
        }
    }

    /** Whoever still believes to have something changes nothing. */
    private void comeLate() {
        walk.words.add("late");
        Map<Long, Integer> settled = Map.copyOf(walk.settled);
        walk.lost.addAll(walk.batches);
        for (Batch batch : walk.lost) {
            walk.server().batches().renew(batch);
            walk.server().batches().progress(batch, 1, 0);
            walk.report(batch, 1);
            assertThat(walk.server().batches().release(batch)).isFalse();
        }
        assertThat(walk.settled).isEqualTo(settled);
        for (Claim claim : walk.claims) {
            walk.server().plans().save(Fixtures.step(claim, Walk.STEPS + 1, Walk.SIZE));
            assertThat(walk.server().plans().planned(claim.operation(), claim.fence()))
                    .isFalse();
            walk.server().lifecycle().staged(claim, "late", Optional.of("it is staged"));
            walk.server().lifecycle().park(claim.operation(), Optional.of(claim), "the bucket is away", Walk.PATIENCE);
            walk.server().lifecycle().requestCancel(claim.operation());
            walk.server().claims().release(claim);
        }
        walk.ids.forEach(this::look);
        state.file().assertConsistent();
    }

    private void takeUp(Lifecycle.Due due) {
        if (due.parked() && !walk.server().lifecycle().wake(due.operation())) {
            return;
        }
        walk.server().claims().claim(due.operation(), "node", Fixtures.LEASE).ifPresent(claim -> {
            walk.settle(due.operation());
            Operation found = walk.server().operations().require(due.operation());
            if (found.state() == OperationState.PLANNING) {
                walk.plan(claim, false);
                walk.server().claims().release(claim);
            } else {
                walk.finish(claim);
            }
        });
    }
}
