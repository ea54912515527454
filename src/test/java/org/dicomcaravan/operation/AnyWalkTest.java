package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
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
    private static final int OPERATIONS = 3;
    private static final int STEPS = 4;
    private static final int SIZE = 5;
    private static final int ACTIONS = 250;
    /** So often what is due is looked for at the end: more than any operation has steps, batches and pauses. */
    private static final int ROUNDS = 60;

    /** What somebody has in hand of an operation that is ended, or about to be, while his lease holds. */
    private static final String IN_HAND_TOO_LATE = """
            SELECT o.id, b.number FROM operation o JOIN batch b ON b.operation_id = o.id
            WHERE o.state IN ('FINISHING', 'DONE') AND b.state = 'LEASED' AND b.lease_until > %d
            """;

    private static final Patience PATIENCE =
            new Patience(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(20));

    private final Map<Long, Operation> ended = new HashMap<>();
    private final Map<Long, Integer> finishes = new HashMap<>();
    private final List<Long> ids = new ArrayList<>();
    /** What somebody believes to have, rightly or not. */
    private final List<Claim> claims = new ArrayList<>();

    private final List<Batch> batches = new ArrayList<>();
    /** What somebody had who is dead, or was just not heard of for a while. */
    private final List<Batch> lost = new ArrayList<>();

    private final List<String> walk = new ArrayList<>();
    private Random random;

    private final Function<Path, StateUnderTest> states;
    private final int count;
    private final int walks;

    @TempDir
    Path folder;

    private StateUnderTest state;
    private List<OperationStore> servers;

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
            random = new Random(seed);
            walk.clear();
            try {
                walk();
                end();
                comeLate();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + String.join("; ", walk), e);
            }
        }
    }

    private void walk() {
        ids.clear();
        claims.clear();
        batches.clear();
        lost.clear();
        for (int i = 0; i < OPERATIONS; i++) {
            ids.add(
                    random.nextInt(3) > 0
                            ? Fixtures.planned(server(), STEPS, SIZE)
                            : server().operations().create(Fixtures.export()).id());
        }
        for (int i = 0; i < ACTIONS; i++) {
            act();
            ids.forEach(this::look);
            assertThat(state.file().query(IN_HAND_TOO_LATE.formatted(Microseconds.of(state.now()))))
                    .isEmpty();
            if (i % 10 == 0) {
                state.file().assertConsistent();
            }
        }
        state.file().assertConsistent();
    }

    private OperationStore server() {
        return any(servers);
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private long id() {
        return any(ids);
    }

    private void act() {
        switch (random.nextInt(23)) {
            case 0, 1 -> claim(id());
            case 2, 3, 4 -> plan();
            case 5, 6, 7, 8 -> lease(id(), 1 + random.nextInt(STEPS));
            case 9, 10, 11, 12 -> workOnABatch();
            case 13, 14 -> park(id());
            case 15, 16 -> wake(id());
            case 17, 18 -> finish();
            case 19 -> pass();
            case 20 -> stop(id());
            case 21 -> look();
            default -> die();
        }
    }

    private void claim(long id) {
        walk.add("claim " + id);
        server().claims().claim(id, "node", Fixtures.LEASE).ifPresent(claims::add);
    }

    private void plan() {
        if (claims.isEmpty()) {
            return;
        }
        Claim claim = random.nextBoolean() ? any(claims) : claims.get(claims.size() - 1);
        walk.add("plan " + claim);
        plan(claim, random.nextInt(8) == 0);
    }

    /** A step, or what comes behind the last. */
    private void plan(Claim claim, boolean givesUp) {
        Optional<PlanPoint> point = server().plans().begin(claim.operation());
        if (point.isPresent() && point.get().nextStep() <= STEPS && !givesUp) {
            server().plans().save(Fixtures.step(claim, point.get().nextStep(), SIZE));
        } else if (point.isPresent() && point.get().nextStep() > STEPS) {
            server().plans().planned(claim.operation(), claim.fence());
        }
    }

    private Optional<Batch> lease(long id, long number) {
        walk.add("lease " + id + " " + number);
        Optional<Batch> batch = server().batches().lease(id, number, "node", Fixtures.LEASE);
        batch.ifPresent(batches::add);
        return batch;
    }

    private void workOnABatch() {
        if (batches.isEmpty()) {
            return;
        }
        Batch batch = any(batches);
        boolean forgets = random.nextInt(4) > 0;
        switch (random.nextInt(5)) {
            case 0 -> {
                walk.add("renew " + batch);
                server().batches().renew(batch);
            }
            case 1 -> {
                walk.add("progress of " + batch);
                server().batches().progress(batch, random.nextInt(SIZE), 0);
            }
            case 2 -> {
                walk.add("release " + batch);
                server().batches().release(batch);
                batches.removeIf(each -> forgets && each.equals(batch));
            }
            default -> {
                walk.add("report " + batch);
                report(batch, random.nextInt(3));
                batches.removeIf(each -> forgets && each.equals(batch));
            }
        }
    }

    private void report(Batch batch, int failed) {
        List<LogEntry> failures = IntStream.range(0, failed)
                .mapToObj(i -> Fixtures.failure(batch.number() + "." + i))
                .toList();
        server().batches().report(batch, batch.instances() - failed, failed, failures);
    }

    private Optional<Held> hands(long id) {
        List<Held> own = new ArrayList<>();
        claims.stream().filter(claim -> claim.operation() == id).forEach(own::add);
        batches.stream().filter(batch -> batch.operation() == id).forEach(own::add);
        return own.isEmpty() || random.nextInt(4) == 0 ? Optional.empty() : Optional.of(any(own));
    }

    private void park(long id) {
        walk.add("park " + id);
        server().lifecycle().park(id, hands(id), "the bucket is away", PATIENCE);
    }

    private void wake(long id) {
        walk.add("wake " + id);
        if (random.nextInt(4) == 0) {
            server().lifecycle().wakeEarly(id);
        } else {
            server().lifecycle().wake(id);
        }
    }

    private void stop(long id) {
        if (random.nextInt(4) > 0) {
            return; // else few get far
        }
        walk.add("stop " + id);
        if (random.nextBoolean()) {
            server().lifecycle().requestCancel(id);
        } else {
            server().lifecycle().stop(id, hands(id), new RpcStatus(RpcCode.NOT_FOUND, "there is no bucket"));
        }
        server().lifecycle().settle(id);
    }

    private void finish() {
        if (random.nextInt(3) > 0) {
            claim(id());
        }
        if (!claims.isEmpty()) {
            Claim claim = random.nextBoolean() ? any(claims) : claims.get(claims.size() - 1);
            walk.add("finish " + claim);
            finish(claim);
        }
    }

    private void finish(Claim claim) {
        if (server().operations().require(claim.operation()).state() == OperationState.FINISHING) {
            server().lifecycle().staged(claim, "stage-" + random.nextInt(2), Optional.of("it is staged"));
            server().lifecycle().finish(claim, end -> {}).ifPresent(end -> finishes.merge(end.id(), 1, Integer::sum));
        }
    }

    private void pass() {
        Duration time = Fixtures.LEASE.dividedBy(1 + random.nextInt(4));
        walk.add("pass " + time);
        state.advance(time);
    }

    private void look() {
        server().lifecycle().due();
        server().batches().due(3);
        server().batches().expired(3);
        server().operations().list(Fixtures.DATASET, OPERATIONS, Optional.empty());
    }

    private void die() {
        if (random.nextInt(3) > 0) {
            return;
        }
        walk.add("die");
        if (count == 1) {
            lost.addAll(batches);
            batches.clear();
            claims.clear();
            server().batches().releaseAll();
        } else if (!batches.isEmpty()) {
            Batch batch = any(batches);
            batches.remove(batch);
            lost.add(batch);
        }
    }

    /** It can be read, and once it has ended it stays as it is. */
    private void look(long id) {
        Operation found = server().operations().require(id);
        assertThat(found.counters().pending()).as("pending of %s", found).isNotNegative();
        if (found.isDone()) {
            assertThat(found).isEqualTo(ended.computeIfAbsent(id, first -> found));
        }
    }

    private void end() {
        walk.add("end");
        for (int round = 0;
                round < ROUNDS && !server().operations().unfinished().isEmpty();
                round++) {
            state.advance(PATIENCE.longest());
            for (Lifecycle.Due due : server().lifecycle().due()) {
                takeUp(due);
            }
            server().batches()
                    .due(OPERATIONS * STEPS)
                    .forEach(place -> server().batches()
                            .lease(place.operation(), place.batch(), "node", Fixtures.LEASE)
                            .ifPresent(batch -> report(batch, random.nextInt(2))));
        }
        state.file().assertConsistent();
        assertThat(server().operations().unfinished()).isEmpty();
        for (long id : ids) {
            look(id);
            assertThat(finishes).as("how often it ended").containsEntry(id, 1);
            Counters counters = ended.get(id).counters();
            assertThat(server().log().read(id).filter(entry -> entry.severity() == LogEntry.Severity.ERROR))
                    .as("a line for each failure")
                    .hasSize((int) counters.failure());
            if (ended.get(id).stopReason().isEmpty()) {
                assertThat(counters.success() + counters.failure()).isEqualTo(STEPS * SIZE);
            }
        }
    }

    /** Whoever still believes to have something changes nothing. */
    private void comeLate() {
        walk.add("late");
        lost.addAll(batches);
        for (Batch batch : lost) {
            server().batches().renew(batch);
            server().batches().progress(batch, 1, 0);
            report(batch, 1);
            server().batches().release(batch);
        }
        for (Claim claim : claims) {
            server().plans().save(Fixtures.step(claim, STEPS + 1, SIZE));
            server().plans().planned(claim.operation(), claim.fence());
            server().lifecycle().staged(claim, "late", Optional.of("it is staged"));
            server().lifecycle().park(claim.operation(), Optional.of(claim), "the bucket is away", PATIENCE);
            server().lifecycle().requestCancel(claim.operation());
            server().claims().release(claim);
        }
        ids.forEach(this::look);
        state.file().assertConsistent();
    }

    private void takeUp(Lifecycle.Due due) {
        if (due.parked() && !server().lifecycle().wake(due.operation())) {
            return;
        }
        server().claims().claim(due.operation(), "node", Fixtures.LEASE).ifPresent(claim -> {
            server().lifecycle().settle(due.operation());
            Operation found = server().operations().require(due.operation());
            if (found.state() == OperationState.PLANNING) {
                plan(claim, false);
                server().claims().release(claim);
            } else {
                finish(claim);
            }
        });
    }
}
