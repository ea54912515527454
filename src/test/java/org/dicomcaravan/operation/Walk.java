package org.dicomcaravan.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;

/** Servers that do one thing after the other, by chance, and what they believe to have in hand. For one thread. */
final class Walk {
    static final int OPERATIONS = 3;
    static final int STEPS = 4;
    static final int SIZE = 5;
    static final Patience PATIENCE = new Patience(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(20));

    /** Its operations. */
    final List<Long> ids;
    /** What somebody believes to have, rightly or not. */
    final List<Claim> claims = new ArrayList<>();

    final List<Batch> batches = new ArrayList<>();
    /** What somebody had who is dead, or was just not heard of for a while. */
    final List<Batch> lost = new ArrayList<>();
    /** How often somebody was told that he, and nobody else, sees to the finish. */
    final Map<Long, Integer> settled = new HashMap<>();
    /** How often each operation ended. */
    final Map<Long, Integer> finishes = new HashMap<>();
    /** What was done. */
    final List<String> words = new ArrayList<>();

    private final Random random;
    private final List<OperationStore> servers;
    private final Consumer<Duration> advance;

    /**
     * Of some servers, each step from a seed.
     *
     * @param advance puts their clock forward
     */
    Walk(long seed, List<OperationStore> servers, Consumer<Duration> advance) {
        this.random = new Random(seed);
        this.servers = servers;
        this.advance = advance;
        this.ids = Stream.generate(this::operation).limit(OPERATIONS).toList();
    }

    /** Another one over the same operations, beside this. */
    Walk(Walk beside, long seed) {
        this.random = new Random(seed);
        this.servers = beside.servers;
        this.advance = beside.advance;
        this.ids = beside.ids;
    }

    /** Planned or not. */
    private long operation() {
        return random.nextInt(3) > 0
                ? Fixtures.planned(server(), STEPS, SIZE)
                : server().operations().create(Fixtures.export()).id();
    }

    /** What another one found out is this one's. */
    void add(Walk other) {
        claims.addAll(other.claims);
        batches.addAll(other.batches);
        lost.addAll(other.lost);
        other.settled.forEach((id, times) -> settled.merge(id, times, Integer::sum));
        other.finishes.forEach((id, times) -> finishes.merge(id, times, Integer::sum));
    }

    /** Another name for each start of a server. */
    private String owner() {
        return "node-" + random.nextInt(servers.size()) + "/" + random.nextInt(2);
    }

    private void settled(long id, boolean isCallers) {
        if (isCallers) {
            settled.merge(id, 1, Integer::sum);
        }
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    OperationStore server() {
        return any(servers);
    }

    <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private long id() {
        return any(ids);
    }

    void act() {
        switch (random.nextInt(24)) {
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
            case 22 -> renew();
            default -> die();
        }
    }

    private void claim(long id) {
        words.add("claim " + id);
        server().claims().claim(id, owner(), Fixtures.LEASE).ifPresent(claims::add);
    }

    private void plan() {
        if (claims.isEmpty()) {
            return;
        }
        Claim claim = random.nextBoolean() ? any(claims) : claims.get(claims.size() - 1);
        words.add("plan " + claim);
        plan(claim, random.nextInt(8) == 0);
    }

    /** A step, or what comes behind the last. */
    void plan(Claim claim, boolean givesUp) {
        Optional<PlanPoint> point = server().plans().begin(claim.operation());
        if (point.isPresent() && point.get().nextStep() <= STEPS && !givesUp) {
            server().plans().save(Fixtures.step(claim, point.get().nextStep(), SIZE));
        } else if (point.isPresent() && point.get().nextStep() > STEPS) {
            settled(claim.operation(), server().plans().planned(claim.operation(), claim.fence()));
        }
    }

    private Optional<Batch> lease(long id, long number) {
        words.add("lease " + id + " " + number);
        Optional<Batch> batch = server().batches().lease(id, number, owner(), Fixtures.LEASE);
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
                words.add("renew " + batch);
                server().batches().renew(batch);
            }
            case 1 -> {
                words.add("progress of " + batch);
                server().batches().progress(batch, random.nextInt(SIZE), 0);
            }
            case 2 -> {
                words.add("release " + batch);
                settled(batch.operation(), server().batches().release(batch));
                batches.removeIf(each -> forgets && each.equals(batch));
            }
            default -> {
                words.add("report " + batch);
                report(batch, random.nextInt(3));
                batches.removeIf(each -> forgets && each.equals(batch));
            }
        }
    }

    void report(Batch batch, int failed) {
        List<LogEntry> failures = IntStream.range(0, failed)
                .mapToObj(i -> Fixtures.failure(batch.number() + "." + i))
                .toList();
        settled(batch.operation(), server().batches().report(batch, batch.instances() - failed, failed, failures));
    }

    private Optional<Held> hands(long id) {
        List<Held> own = new ArrayList<>();
        claims.stream().filter(claim -> claim.operation() == id).forEach(own::add);
        batches.stream().filter(batch -> batch.operation() == id).forEach(own::add);
        return own.isEmpty() || random.nextInt(4) == 0 ? Optional.empty() : Optional.of(any(own));
    }

    private void park(long id) {
        words.add("park " + id);
        server().lifecycle().park(id, hands(id), "the bucket is away", PATIENCE);
    }

    private void renew() {
        if (!claims.isEmpty()) {
            Claim claim = any(claims);
            words.add("renew " + claim);
            server().claims().renew(claim);
        }
    }

    private void wake(long id) {
        words.add("wake " + id);
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
        words.add("stop " + id);
        if (random.nextBoolean()) {
            server().lifecycle().requestCancel(id);
        } else {
            server().lifecycle().stop(id, hands(id), new RpcStatus(RpcCode.NOT_FOUND, "there is no bucket"));
        }
        settle(id);
    }

    private void finish() {
        if (random.nextInt(3) > 0) {
            claim(id());
        }
        if (!claims.isEmpty()) {
            Claim claim = random.nextBoolean() ? any(claims) : claims.get(claims.size() - 1);
            words.add("finish " + claim);
            finish(claim);
        }
    }

    void settle(long id) {
        settled(id, server().lifecycle().settle(id));
    }

    void finish(Claim claim) {
        if (server().operations().require(claim.operation()).state() == OperationState.FINISHING) {
            server().lifecycle().staged(claim, "stage-" + random.nextInt(2), Optional.of("it is staged"));
            server().lifecycle().finish(claim, end -> {}).ifPresent(end -> finishes.merge(end.id(), 1, Integer::sum));
        }
    }

    private void pass() {
        Duration time = Fixtures.LEASE.dividedBy(1 + random.nextInt(4));
        words.add("pass " + time);
        advance.accept(time);
    }

    private void look() {
        server().lifecycle().due();
        server().dueBatches().due(3);
        server().dueBatches().expired(3);
        server().operations().list(Fixtures.DATASET, OPERATIONS, Optional.empty());
    }

    private void die() {
        if (random.nextInt(3) > 0) {
            return;
        }
        words.add("die");
        if (servers.size() == 1) {
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
}
