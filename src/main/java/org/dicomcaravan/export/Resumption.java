package org.dicomcaravan.export;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.SynchronizationAdapter;
import org.dicomcaravan.operation.DueBatches;
import org.dicomcaravan.operation.Lifecycle;
import org.dicomcaravan.operation.OperationState;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.operation.UnfinishedOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with what nobody has in hand: with what an earlier process, or another that died, left unfinished, with what was
 * parked, when its time has come, and with what a queue lost. The bean {@code resumption} of the routes. Thread-safe.
 */
public final class Resumption {

    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    /** So many batches are offered at a look: they may be in the queue already, twice then. */
    private static final int MOST_AT_A_LOOK = 1000;

    /** So many are offered now and then, though workers are busy. */
    private static final int SOME = 100;

    private static final long NOW_AND_THEN = Duration.ofSeconds(30).toNanos();

    private final OperationStore state;
    private final BatchRuns batches;
    private final Worker worker;
    private final OwnTrouble trouble;
    private final boolean ofOthers;

    private final Sightings<Long> sightings = new Sightings<>();
    private final Sightings<DueBatches.Place> expired = new Sightings<>();
    private long offered = System.nanoTime();
    private BatchRuns.Load before = new BatchRuns.Load(-1, 0); // the first look only sees how it is
    /** Operations of earlier processes, where they are none of this one's business. */
    private final Set<Long> left = ConcurrentHashMap.newKeySet();

    /**
     * Looks for unfinished operations in this state.
     *
     * @param ofOthers whether this process goes on with what earlier ones left
     */
    Resumption(OperationStore state, BatchRuns batches, Worker worker, OwnTrouble trouble, boolean ofOthers) {
        this.state = state;
        this.batches = batches;
        this.worker = worker;
        this.trouble = trouble;
        this.ofOthers = ofOthers;
    }

    /**
     * Puts what earlier processes left on its way through the routes, which have to run; also what is parked, since a
     * restart may have brought back what was away. Where there are other servers, what is left is found by and by.
     *
     * @return how many operations are left to another process
     */
    public int resume(ProducerTemplate routes) {
        if (!worker.isAlone()) {
            return 0;
        }
        for (UnfinishedOperation unfinished : state.operations().unfinished()) {
            if (!ofOthers) {
                left.add(unfinished.id());
                continue;
            }
            LOG.info("Operation {} goes on, it was {}", unfinished.id(), unfinished.state());
            state.lifecycle().wakeEarly(unfinished.id());
            if (unfinished.state() == OperationState.FINISHING) {
                finish(unfinished.id(), routes);
            } else {
                routes.sendBody(
                        "direct:queue-export", WorkItem.plan(unfinished.id()).toJson());
            }
        }
        return left.size();
    }

    /** Not waited for, since what an end meets may last: a disk that is full, a destination that is away. */
    @SuppressWarnings("FutureReturnValueIgnored") // whatever is thrown is in the exchange
    private static void finish(long operation, ProducerTemplate routes) {
        routes.asyncSend("direct:finish-export", exchange -> {
            exchange.setProperty(ExportProperties.OPERATION, operation);
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onFailure(Exchange failed) {
                    LOG.error("Operation {} did not end; the next start tries again", operation, failed.getException());
                }
            });
        });
    }

    /** The work items of operations that are to be gone on with now. */
    public synchronized List<String> due() {
        if (trouble.now().isPresent()) {
            return List.of();
        }
        List<Lifecycle.Due> all = state.lifecycle().due().stream()
                .filter(due -> !left.contains(due.operation()))
                .toList();
        Set<Long> again = new HashSet<>();
        for (Lifecycle.Due due : all) {
            if (due.parked() ? state.lifecycle().wake(due.operation()) : sightings.isDue(due.operation())) {
                again.add(due.operation());
            }
        }
        sightings.forgetAllBut(all.stream().map(Lifecycle.Due::operation).toList());
        return again.stream()
                .map(operation -> WorkItem.plan(operation).toJson())
                .toList();
    }

    /**
     * The work items of batches that nobody has. Where workers have nothing to do, all that the queue does not bring them;
     * where they have, those whose worker died, and now and then a few others, which may be in the queue already.
     */
    public synchronized List<String> dueBatches() {
        BatchRuns.Load now = batches.load();
        boolean isStarved = now.begun() == before.begun() && now.running() < worker.workers();
        before = now;
        if (isStarved) {
            return items(state.dueBatches().due(MOST_AT_A_LOOK));
        }
        if (System.nanoTime() - offered > NOW_AND_THEN) {
            offered = System.nanoTime();
            return items(state.dueBatches().due(SOME));
        }
        List<DueBatches.Place> dead = state.dueBatches().expired(MOST_AT_A_LOOK);
        List<DueBatches.Place> due = dead.stream().filter(expired::isDue).toList();
        expired.forgetAllBut(dead);
        return items(due);
    }

    private List<String> items(List<DueBatches.Place> due) {
        return due.stream()
                .filter(batch -> !left.contains(batch.operation()))
                .map(batch -> new WorkItem(batch.operation(), batch.batch()).toJson())
                .toList();
    }
}
