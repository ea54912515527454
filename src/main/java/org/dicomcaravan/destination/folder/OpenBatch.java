package org.dicomcaravan.destination.folder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.rpc.RpcCode;

/**
 * An attempt at a batch, and its objects that are not visible yet, by instance. Once it is over, nothing of it becomes
 * visible any more. Safe for use by many threads.
 */
final class OpenBatch {
    private final Optional<BatchKey> key;
    private final Runnable checkpoint;
    private final Map<String, Map<ObjectName, StagedObject>> instances = new LinkedHashMap<>();
    private int size;
    private boolean over;
    private DestinationException failure;
    private final Object turn = new Object();

    private OpenBatch(Optional<BatchKey> key, Runnable checkpoint) {
        this.key = key;
        this.checkpoint = checkpoint;
    }

    /** See {@link org.dicomcaravan.destination.ObjectCommits#begin}. */
    static OpenBatch begin(BatchKey key, Runnable checkpoint) {
        return new OpenBatch(Optional.of(key), checkpoint);
    }

    /** Of objects that belong to no batch. */
    static OpenBatch none() {
        return new OpenBatch(Optional.empty(), () -> {});
    }

    /** A step that must not be taken once the attempt is over. */
    interface Step {
        void take() throws DestinationException;
    }

    Optional<BatchKey> key() {
        return key;
    }

    Runnable checkpoint() {
        return checkpoint;
    }

    /** To be held by who publishes or takes back: each finds all of what the one before did. Not needed to end it. */
    Object turn() {
        return turn;
    }

    /** Adds an object, which is dropped if it comes too late; the number of objects that wait now. */
    synchronized int add(StagedObject object) throws DestinationException {
        if (isOver()) {
            object.drop();
        }
        check();
        StagedObject before = instances
                .computeIfAbsent(object.instance(), i -> new LinkedHashMap<>())
                .put(object.name(), object);
        if (before == null) {
            size++;
        } else {
            before.drop();
        }
        return size;
    }

    /** Takes all objects out, in the order of their coming. */
    synchronized List<StagedObject> take() throws DestinationException {
        check();
        List<StagedObject> all = new ArrayList<>(size);
        instances.values().forEach(objects -> all.addAll(objects.values()));
        instances.clear();
        size = 0;
        return all;
    }

    /** Gives up what an instance staged. */
    synchronized void drop(String instance) throws DestinationException {
        check();
        Map<ObjectName, StagedObject> objects = instances.remove(instance);
        if (objects != null) {
            size -= objects.size();
            objects.values().forEach(StagedObject::drop);
        }
    }

    /** Takes a step; the attempt is not over before it is taken. */
    synchronized void whileOpen(Step step) throws DestinationException {
        check();
        step.take();
    }

    private void check() throws DestinationException {
        if (failure != null) {
            throw failure;
        }
        if (over) {
            throw new BatchOverException(key.orElseThrow());
        }
    }

    private boolean isOver() {
        return over || failure != null;
    }

    /** Ends the attempt. */
    synchronized void end() {
        over = true;
        dropAll();
    }

    /** Ends the attempt with an error that all get who come later. */
    synchronized void fail(Throwable reason) {
        if (!isOver()) {
            failure = reason instanceof DestinationException own
                    ? own
                    : new DestinationException(
                            RpcCode.INTERNAL,
                            false,
                            "The objects of a batch could not be made visible: " + reason.getMessage(),
                            reason);
        }
        dropAll();
    }

    private void dropAll() {
        instances.values().forEach(objects -> objects.values().forEach(StagedObject::drop));
        instances.clear();
        size = 0;
    }
}
