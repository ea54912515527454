package org.dicomcaravan.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.store.DicomStore;
import org.dicomcaravan.text.Quoted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code dicomStores.getDICOMStoreMetrics}. Thread-safe.
 *
 * <p>A store is counted by one pass at a time. Calls that come while it runs share the one after it, so each answer is
 * from a pass that began after its call came: nothing is remembered, and nothing is stale.
 */
final class StoreMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(StoreMetrics.class);
    /** So many calls may count or wait at a time: HTTP workers have other work, too. */
    private static final int MAX_CALLS = 8;

    private final Semaphore calls = new Semaphore(MAX_CALLS);
    private final Map<String, Turns> turns = new ConcurrentHashMap<>();

    /** The metrics of a store of this name; every count is an int64, so a string. */
    ObjectNode of(String name, DicomStore store) throws ApiException {
        if (!calls.tryAcquire()) {
            throw new ApiException(
                    RpcCode.RESOURCE_EXHAUSTED, "Too many stores are being counted at the moment; try again later.");
        }
        try {
            StoreCount count = turns.computeIfAbsent(name, key -> new Turns()).next(() -> StoreCount.of(store));
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("name", name);
            node.put("studyCount", Long.toString(count.studies()));
            node.put("seriesCount", Long.toString(count.series()));
            node.put("instanceCount", Long.toString(count.instances()));
            count.bytes().ifPresent(bytes -> node.put("blobStorageSizeBytes", Long.toString(bytes)));
            return node;
        } catch (ExecutionException e) {
            LOG.warn("Store {} can't be counted", name, e.getCause());
            throw new ApiException(
                    RpcCode.UNAVAILABLE,
                    "DICOM store " + Quoted.of(name) + " can't be read; the server's log says why.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(RpcCode.UNAVAILABLE, "The server is stopping; try again later.");
        } finally {
            calls.release();
        }
    }

    /** Whether no further call is taken at the moment. */
    boolean isFull() {
        return calls.availablePermits() == 0;
    }

    /** Passes over one store, one after the other. */
    private static final class Turns {

        private final AtomicReference<FutureTask<StoreCount>> waiting = new AtomicReference<>();
        private final Object pass = new Object();

        StoreCount next(Callable<StoreCount> count) throws ExecutionException, InterruptedException {
            FutureTask<StoreCount> mine = new FutureTask<>(() -> {
                synchronized (pass) {
                    waiting.set(null); // from here on, whoever comes waits for the next one
                    return count.call();
                }
            });
            FutureTask<StoreCount> shared = waiting.updateAndGet(task -> task == null ? mine : task);
            shared.run(); // nothing happens where another call runs it
            return shared.get();
        }
    }
}
