package org.dicomcaravan.export;

import org.apache.camel.ProducerTemplate;
import org.dicomcaravan.operation.OperationState;
import org.dicomcaravan.operation.Operations;
import org.dicomcaravan.operation.UnfinishedOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes on with the operations that an earlier run left unfinished. */
public final class Resumption {

    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    private final Operations operations;

    /** Looks for unfinished operations among these. */
    public Resumption(Operations operations) {
        this.operations = operations;
    }

    /** Puts each of them on its way through the routes, which have to run. */
    public void resume(ProducerTemplate routes) {
        for (UnfinishedOperation unfinished : operations.unfinished()) {
            LOG.info("Operation {} goes on, it was {}", unfinished.id(), unfinished.state());
            if (unfinished.state() == OperationState.FINISHING) {
                routes.send(
                        "direct:finish-export",
                        exchange -> exchange.setProperty(ExportProperties.OPERATION, unfinished.id()));
            } else {
                routes.sendBody(
                        "direct:queue-export", WorkItem.plan(unfinished.id()).toJson());
            }
        }
    }
}
