package org.dicomcaravan.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.ObjectStore;
import org.dicomcaravan.operation.NewOperation;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.OperationState;
import org.dicomcaravan.operation.Operations;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.dicomcaravan.store.DicomStore;
import org.dicomcaravan.store.Stores;
import org.dicomcaravan.transcode.MediaType;
import org.dicomcaravan.transcode.OutputFormat;
import org.dicomcaravan.transcode.TranscoderChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports from their start to their end; what happens between is in {@link Planner}, {@link BatchRuns} and
 * {@link Instances}. The bean {@code exports} of the routes. Thread-safe.
 */
public final class Exports implements ExportService {

    private static final String METHOD = "ExportDicomData";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

    private final Operations operations;
    private final Stores stores;
    private final TranscoderChain transcoders;
    private final ObjectStore objects;

    /** Exports out of these stores, through these transcoders, into these buckets. */
    public Exports(Operations operations, Stores stores, TranscoderChain transcoders, ObjectStore objects) {
        this.operations = operations;
        this.stores = stores;
        this.transcoders = transcoders;
        this.objects = objects;
    }

    @Override
    public String start(ExportRequest request) throws ExportRefused {
        if (stores.find(request.store()).isEmpty()) {
            throw new ExportRefused(
                    RpcCode.NOT_FOUND, "DICOM store " + request.store() + " does not exist", Optional.empty());
        }
        ObjectPrefix prefix = checked("gcsDestination.uriPrefix", () -> ObjectPrefix.parse(request.uriPrefix()));
        checked("gcsDestination.mimeType", () -> format(request));
        requireBucket(prefix.bucket());
        if (request.filterGcsUri().isPresent()) {
            requireFilter(request.filterGcsUri().get());
        }
        String dataset = request.store().substring(0, request.store().indexOf("/dicomStores/"));
        return operations
                .create(new NewOperation(dataset, request.store(), request.apiVersion(), METHOD, request.toJson()))
                .name();
    }

    private interface Check<T> {
        T run();
    }

    private static <T> T checked(String field, Check<T> check) throws ExportRefused {
        try {
            return check.run();
        } catch (IllegalArgumentException e) {
            throw new ExportRefused(
                    RpcCode.INVALID_ARGUMENT, "Invalid " + field + ": " + e.getMessage(), Optional.of(field));
        }
    }

    private void requireBucket(String bucket) throws ExportRefused {
        String field = "gcsDestination.uriPrefix";
        try {
            if (!objects.bucketExists(bucket)) {
                throw new ExportRefused(
                        RpcCode.NOT_FOUND,
                        "Bucket gs://" + bucket + " of " + field + " does not exist; create it, then export again",
                        Optional.of(field));
            }
        } catch (DestinationException e) {
            throw new ExportRefused(e.code(), e.getMessage(), Optional.of(field));
        }
    }

    private void requireFilter(String uri) throws ExportRefused {
        String field = "filterConfig.resourcePathsGcsUri";
        ObjectName name = checked(field, () -> ObjectName.parse(uri));
        try {
            objects.read(name).close();
        } catch (DestinationException e) {
            throw new ExportRefused(
                    e.code(), "Filter " + uri + " can't be read: " + e.getMessage(), Optional.of(field));
        } catch (IOException e) {
            throw new ExportRefused(
                    RpcCode.NOT_FOUND, "Filter " + uri + " can't be read: " + e.getMessage(), Optional.of(field));
        }
    }

    private OutputFormat format(ExportRequest request) {
        return request.mimeType()
                .map(mimeType -> transcoders.require(MediaType.parse(mimeType)))
                .orElse(OutputFormat.STORED_DICOM);
    }

    /** What an operation exports, looked up anew, since stores and plugins may have changed at a restart. */
    Export resolve(Operation operation) throws ExportFailure {
        ExportRequest request = ExportRequest.fromJson(operation.origin().request());
        DicomStore store = stores.find(request.store())
                .orElseThrow(() -> new ExportFailure(
                        RpcCode.NOT_FOUND, "DICOM store " + request.store() + " is not configured any more", null));
        try {
            return new Export(operation.id(), request, store, format(request), ObjectPrefix.parse(request.uriPrefix()));
        } catch (IllegalArgumentException e) {
            throw new ExportFailure(RpcCode.INVALID_ARGUMENT, "The export can't go on: " + e.getMessage(), e);
        }
    }

    /** Reads the filter of an export; everything where it has none. */
    ResourceFilter filter(Export export) throws ExportFailure {
        Optional<String> uri = export.request().filterGcsUri();
        if (uri.isEmpty()) {
            return ResourceFilter.everything();
        }
        try (var in = objects.read(ObjectName.parse(uri.get()))) {
            return ResourceFilter.read(in);
        } catch (DestinationException e) {
            throw new ExportFailure(e.code(), "Filter " + uri.get() + " can't be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ExportFailure(
                    RpcCode.INVALID_ARGUMENT, "Filter " + uri.get() + " can't be read: " + e.getMessage(), e);
        }
    }

    /** The work item that plans a saved operation. */
    public String workItem(String name) {
        Operation operation = operations
                .find(name)
                .orElseThrow(() -> new IllegalStateException("Operation " + name + " was not saved"));
        return WorkItem.plan(operation.id()).toJson();
    }

    /**
     * Stops the operation of an exchange for the exception that it ends with; not while the server stops, since the next
     * one goes on with it.
     */
    public void stop(Exchange exchange) {
        Throwable caught = ErrorPolicy.reason(exchange);
        Long operation = exchange.getProperty(ExportProperties.OPERATION, Long.class);
        if (operation == null) {
            throw new IllegalStateException("A work item that can't be read was dropped", caught);
        }
        if (operations.isHalted()) {
            LOG.debug("Operation {} was interrupted", operation, caught);
            return;
        }
        RpcStatus status = ErrorPolicy.operationStatus(caught);
        Operation stopped = operations.stop(operation, status);
        LOG.error("Operation {} ends in error {}: {}", operation, status.code(), status.message());
        LOG.debug("Because of", caught);
        if (stopped.state() == OperationState.FINISHING) {
            exchange.setProperty(ExportProperties.SETTLED, true);
        }
    }

    /** Finds out whether nothing of the exchange's operation is left to do, unless it is known already. */
    public void settle(Exchange exchange) {
        Long operation = exchange.getProperty(ExportProperties.OPERATION, Long.class);
        boolean settled = exchange.getProperty(ExportProperties.SETTLED, false, Boolean.class);
        exchange.setProperty(ExportProperties.SETTLED, settled || operations.settle(operation));
    }

    /** Ends the operation; the body is its last state as JSON. What follows in the route happens once an operation. */
    public void finish(Exchange exchange) {
        Long id = exchange.getProperty(ExportProperties.OPERATION, Long.class);
        Optional<Operation> finished = operations.finish(id);
        if (finished.isEmpty()) {
            exchange.setRouteStop(true); // cancelled twice, say
            return;
        }
        Operation ended = finished.get();
        LOG.info(
                "{} ended {}: {} exported, {} failed, {} left out",
                ended.name(),
                ended.error()
                        .map(error -> "in error " + error.code() + " (" + error.message() + ")")
                        .orElse("well"),
                ended.counters().success(),
                ended.counters().failure(),
                ended.counters().excluded());
        exchange.getMessage().setBody(toJson(ended));
    }

    private static String toJson(Operation ended) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", ended.name()).put("store", ended.origin().store()).put("done", ended.isDone());
        json.putObject("counter")
                .put("success", ended.counters().success())
                .put("failure", ended.counters().failure())
                .put("excluded", ended.counters().excluded());
        ended.error()
                .ifPresent(error -> json.putObject("error")
                        .put("code", error.code().number())
                        .put("message", error.message()));
        return json.toString();
    }
}
