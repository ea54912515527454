package org.dicomcaravan.export;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.SynchronizationAdapter;
import org.dicomcaravan.operation.OperationState;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.operation.UnfinishedOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with operations: with those that an earlier process left unfinished, and with those that were parked, when
 * their time has come. The bean {@code resumption} of the routes. Thread-safe.
 */
public final class Resumption {

    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    private final OperationStore state;
    private final Planner planner;
    private final boolean ofOthers;
    /** Operations of earlier processes, where they are none of this one's business. */
    private final Set<Long> left = ConcurrentHashMap.newKeySet();

    /**
     * Looks for unfinished operations in this state.
     *
     * @param ofOthers whether this process goes on with what earlier ones left
     */
    Resumption(OperationStore state, Planner planner, boolean ofOthers) {
        this.state = state;
        this.planner = planner;
        this.ofOthers = ofOthers;
    }

    /**
     * Puts what earlier processes left on its way through the routes, which have to run; also what is parked, since a
     * restart may have brought back what was away.
     *
     * @return how many operations are left to another process
     */
    public int resume(ProducerTemplate routes) {
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

    /** The work items of parked operations that are to be tried again now. */
    public List<String> due() {
        return state.lifecycle().due().stream()
                .filter(operation -> !left.contains(operation) && !planner.isPlanning(operation))
                .filter(state.lifecycle()::wake)
                .map(operation -> WorkItem.plan(operation).toJson())
                .toList();
    }
}
