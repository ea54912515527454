package org.dicomcaravan.destination.google;

import java.io.IOException;
import java.util.Optional;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectAttributes;
import org.dicomcaravan.google.CloudStorage;
import org.dicomcaravan.google.GoogleException;
import org.dicomcaravan.google.Retries;

/** The attempts at one object: on what condition the next one is made, and whether the last one did it after all. */
final class Attempts {
    /** So often others may change an object while it is sent, and so often what arrived may be something else. */
    private static final int MOST = 5;

    private final Uploads uploads;
    private final NewObject object;
    private final Retries.Series series;
    private long generation;
    private int changes;
    private int damages;

    Attempts(Uploads uploads, NewObject object) {
        this.uploads = uploads;
        this.object = object;
        this.series = uploads.cloud().retries().begin(object.what());
    }

    /** The generation that is replaced, 0 if there is nothing; a condition of the upload. */
    long generation() {
        return generation;
    }

    /** Something is there: what is replaced. */
    void replaces(StoredObject there) {
        generation = there.generation();
    }

    /** Something went on. */
    void progress() {
        series.progress();
    }

    /**
     * An attempt failed.
     *
     * @throws DestinationException if there is to be no other
     */
    void failed(Exception failure) throws DestinationException {
        try {
            series.failed(failure);
        } catch (GoogleException e) {
            throw GoogleFailures.of(e, object.name());
        }
    }

    /**
     * An attempt found something else than it expected, or nobody knows what it found: what is there is looked at.
     *
     * @return what is there, if it is what was sent
     */
    Optional<ObjectAttributes> lookAgain(ObjectAttributes sent) throws DestinationException {
        Optional<StoredObject> there = uploads.find(object.name());
        if (there.isPresent() && stays(there.get(), sent)) {
            return Optional.of(sent);
        }
        if (++changes > MOST) {
            throw GoogleFailures.changing(object.name());
        }
        generation = there.map(StoredObject::generation).orElse(0L);
        return Optional.empty();
    }

    /**
     * Checks what an answer says was stored.
     *
     * @return what was sent, if it is there; empty if something else was, which is gone then
     */
    Optional<ObjectAttributes> verified(StoredObject answered, ObjectAttributes sent) throws IOException {
        if (answered.hasContentOf(sent)) {
            return Optional.of(sent);
        }
        Optional<StoredObject> there = uploads.find(object.name()); // the answer may be what was damaged
        if (there.isPresent() && there.get().is(object, sent)) {
            return Optional.of(sent);
        }
        if (there.isPresent() && there.get().generation() == answered.generation()) {
            uploads.delete(object.name(), answered.generation()); // that one is ours, and no other
        }
        damaged(sent, answered.crc32c());
        return lookAgain(sent);
    }

    /**
     * What arrived was not what was sent, as the server found.
     *
     * @throws DestinationException if that was so too often
     */
    void damaged(ObjectAttributes sent, String arrived) throws DestinationException {
        if (++damages >= MOST) {
            throw GoogleFailures.damaged(object.name(), sent.crc32cBase64(), arrived);
        }
    }

    /** Whether what is there is what was sent, and nobody will take it back. */
    boolean stays(StoredObject there, ObjectAttributes sent) {
        return there.is(object, sent) && object.keeps().test(there.mark());
    }

    static boolean isCondition(Exception e) {
        return CloudStorage.status(e) == GoogleFailures.PRECONDITION_FAILED;
    }
}
