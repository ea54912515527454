package org.dicomcaravan.server;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Makes an error of an endpoint that is sent to by {@code toD} the exchange's failure, as an exception is: one whose jar lacks
 * a class, say. Camel lets it go through, which ends the worker without a word, and leaves its batch to nobody.
 */
final class ErrorsOfComponents implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor next) {
        return definition instanceof ToDynamicDefinition ? new Caught(target) : target;
    }

    private static final class Caught extends DelegateAsyncProcessor {

        Caught(Processor target) {
            super(target);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
                return super.process(exchange, callback);
            } catch (LinkageError | OutOfMemoryError | StackOverflowError e) {
                exchange.setException(e);
                callback.done(true);
                return true;
            }
        }
    }
}
