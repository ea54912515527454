package org.dicomcaravan.export;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.destination.ObjectHeaders;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.rpc.RpcStatus;
import org.dicomcaravan.transcode.Output;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.guard.TranscoderChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An instance on its way through the pipeline. The bean {@code instances} of the routes. Thread-safe. */
public final class Instances {

    private static final Logger LOG = LoggerFactory.getLogger(Instances.class);

    private final TranscoderChain transcoders;
    private final Tables tables;
    private final ObjectCommits commits;

    /** Transcodes with this chain, or makes rows. */
    Instances(TranscoderChain transcoders, Tables tables, ObjectCommits commits) {
        this.tables = tables;
        this.transcoders = transcoders;
        this.commits = commits;
    }

    /** Puts an instance's names into headers, where routes can see them. */
    public void describe(InstanceRun instance, Exchange exchange) {
        exchange.setProperty(ExportProperties.INSTANCE, instance);
        Message message = exchange.getMessage();
        message.setHeader(
                ExportProperties.STORE, instance.batch().export().request().store());
        message.setHeader(ExportProperties.STUDY, instance.uids().study());
        message.setHeader(ExportProperties.SERIES, instance.uids().series());
        message.setHeader(ExportProperties.SOP_INSTANCE, instance.uids().instance());
        message.setHeader(ObjectHeaders.BATCH, instance.batch().key().toString());
        message.setHeader(ObjectHeaders.INSTANCE, instance.key());
    }

    /**
     * To be called before anything looks into an instance, so that one that ends the server's process is known by it.
     *
     * @throws ExportFailure if it did so before
     */
    public void begin(Exchange exchange) throws ExportFailure {
        instance(exchange).begin();
    }

    /**
     * Asks the transcoder chain; the body becomes the instance's outputs, made as they are asked for; or its row, where
     * that is all that is wanted of it.
     *
     * @throws ExportFailure if the instance can't be read, is not the one that was listed any more, or costs the server
     *     its life
     */
    public Iterator<?> transcode(Exchange exchange) throws ExportFailure, DicomException, IOException {
        InstanceRun instance = instance(exchange);
        instance.begin(); // a route of a site in place of the pipeline's may not have done so
        Export.Result result = instance.batch().export().result();
        return result instanceof Export.Objects objects
                ? outputs(instance, objects.format(), exchange)
                : List.of(tables.row(instance, result, exchange)).iterator();
    }

    private Iterator<Output> outputs(InstanceRun instance, OutputFormat format, Exchange exchange)
            throws ExportFailure, DicomException, IOException {
        Outputs outputs = transcoders.transcode(instance.open(), format, instance.batch()::isStopping);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                close(outputs, instance);
            }
        });
        return new OpenOutputs(outputs, exchange);
    }

    /**
     * Outputs as Camel's splitter has to see them: without their {@code close}, since it closes an iterator as soon as
     * it has no next element, which it asks before the last one is delivered; and with none left once one of them
     * failed, since it then runs through the rest.
     */
    private record OpenOutputs(Outputs outputs, Exchange exchange) implements Iterator<Output> {

        @Override
        public boolean hasNext() {
            return !exchange.isFailed() && Failing.orThrow(outputs::hasNext);
        }

        @Override
        public Output next() {
            return Failing.orThrow(outputs::next);
        }
    }

    private static void close(Outputs outputs, InstanceRun instance) {
        try {
            outputs.close();
        } catch (IOException e) {
            LOG.warn("{} was not closed: {}", instance.getPath(), e.getMessage());
        }
    }

    /**
     * Counts an instance whose outputs are all delivered.
     *
     * @throws ExportFailure if somebody wrote to it meanwhile: then it was not exported
     */
    public void exported(Exchange exchange) throws ExportFailure, IOException {
        InstanceRun instance = instance(exchange);
        instance.requireUnchanged();
        instance.batch().exported(instance);
    }

    /**
     * Says what an instance failed for; not where the operation is to stop, which may be the reason. What is delivered of
     * it has to be taken back before it {@link #failed}.
     */
    public void describeFailure(Exchange exchange) throws IOException {
        InstanceRun instance = instance(exchange);
        instance.batch().stopIfAsked();
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        exchange.setProperty(ExportProperties.FAILURE, ErrorPolicy.instanceStatus(reason(instance, failure)));
    }

    /**
     * What is wrong with an instance that somebody wrote to is no fault of its own: it was cut, or half of it is another.
     *
     * @throws IOException if the store is away, so that nobody can tell; that is not for the instance to fail for
     */
    private static Throwable reason(InstanceRun instance, Throwable failure) throws IOException {
        try {
            instance.requireUnchanged();
            return failure;
        } catch (ExportFailure changed) {
            changed.addSuppressed(failure);
            return changed;
        }
    }

    /** Takes back what was delivered of an instance that fails. */
    public void takeBack(Exchange exchange) throws DestinationException {
        InstanceRun instance = instance(exchange);
        commits.discard(instance.batch().key(), instance.key());
    }

    /** Logs and counts an instance that failed alone. */
    public void failed(Exchange exchange) {
        InstanceRun instance = instance(exchange);
        RpcStatus status = exchange.getProperty(ExportProperties.FAILURE, RpcStatus.class);
        String resource = instance.batch().export().resourceName(instance.uids());
        instance.batch().failed(instance, LogEntry.error(resource, status.code(), status.message()));
        LOG.debug(
                "{} ({}) failed: {}",
                resource,
                instance.getPath(),
                status.message(),
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT));
    }

    private static InstanceRun instance(Exchange exchange) {
        return exchange.getProperty(ExportProperties.INSTANCE, InstanceRun.class);
    }
}
