package org.dicomcaravan.destination.google;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.dicomcaravan.destination.ObjectAttributes;
import org.dicomcaravan.google.CloudStorage;

/**
 * An object in a resumable upload: the most of it in one request, as it is read, then the last piece with the CRC32C of
 * the whole, which the server checks before there is an object. Where a request breaks off, the server is asked how far
 * it is, and the rest follows; requests that got nowhere become smaller. No more than the last piece is in memory.
 */
final class LargeUpload {
    private final Uploads uploads;
    private final NewObject object;
    private final Attempts attempts;
    private final BodyReader reader;
    /** Where the last piece begins. */
    private final long last;

    private long window = Long.MAX_VALUE;
    /** Whether it is known how far the server is. */
    private boolean isKnown = true;
    /** Whether a request broke off since then. */
    private boolean isBroken;

    LargeUpload(Uploads uploads, NewObject object) {
        this.uploads = uploads;
        this.object = object;
        this.attempts = new Attempts(uploads, object);
        this.reader = new BodyReader(object);
        this.last = (object.length() - 1) / UploadSession.UNIT * UploadSession.UNIT;
    }

    ObjectAttributes run() throws IOException {
        try (reader) {
            if (isThere()) {
                return object.attributes(reader.crc32c());
            }
            while (true) {
                Optional<ObjectAttributes> done = session();
                if (done.isPresent()) {
                    return done.get();
                }
            }
        }
    }

    /** To read it once more is cheaper than to send it. */
    private boolean isThere() throws IOException {
        Optional<StoredObject> there = uploads.find(object.name());
        there.ifPresent(attempts::replaces);
        if (there.isEmpty() || there.get().size() != object.length()) {
            return false;
        }
        reader.copy(0, object.length(), OutputStream.nullOutputStream());
        reader.requireEnd();
        return attempts.stays(there.get(), object.attributes(reader.crc32c()));
    }

    /** Sends all of it in one session; empty if there has to be another one. */
    private Optional<ObjectAttributes> session() throws IOException {
        UploadSession session;
        try {
            session = UploadSession.start(uploads, object, attempts.generation());
        } catch (Exception e) {
            return Attempts.isCondition(e) ? lookAgain() : failed(e);
        }
        isKnown = true;
        long furthest = 0; // what a server had and lost again does not count twice
        while (session.stored().isEmpty()) {
            try {
                boolean isQuestion = !isKnown;
                advance(session);
                if (session.persisted() > furthest) {
                    furthest = session.persisted();
                    attempts.progress();
                } else if (!isQuestion && session.stored().isEmpty()) {
                    throw new IOException("nothing of what was sent was taken");
                }
            } catch (Exception e) {
                reader.rethrow();
                if (UploadSession.isGone(e) || Attempts.isCondition(e)) {
                    return lookAgain();
                }
                if (CloudStorage.isDamage(e)) {
                    attempts.damaged(object.attributes(wholeCrc32c()), "nothing");
                    return Optional.empty();
                }
                attempts.failed(e);
                isBroken |= isKnown && CloudStorage.status(e) == 0;
                isKnown = false;
            }
        }
        return attempts.verified(session.stored().get(), object.attributes(wholeCrc32c()));
    }

    /** One request: the next piece, or, after one that failed, how far the server is. */
    private void advance(UploadSession session) throws Exception {
        long from = session.persisted();
        if (!isKnown) {
            session.ask();
            if (isBroken && session.persisted() == from) {
                window = Math.max(UploadSession.UNIT, Math.min(window, object.length()) / 4);
            }
            isKnown = true;
            isBroken = false;
        } else if (from < last) {
            long units = Math.max(1, Math.min(window, last - from) / UploadSession.UNIT);
            session.send(reader, from, Math.min(last, from + units * UploadSession.UNIT));
            window = Math.min(window, object.length()) * 2;
        } else if (from < object.length()) {
            session.finish(reader, from);
        } else {
            session.ask();
        }
    }

    /** A session is over, or may not begin: perhaps the object is there, and only the answer was lost. */
    private Optional<ObjectAttributes> lookAgain() throws IOException {
        return attempts.lookAgain(object.attributes(wholeCrc32c()));
    }

    private Optional<ObjectAttributes> failed(Exception e) throws IOException {
        attempts.failed(e);
        return Optional.empty();
    }

    private int wholeCrc32c() throws IOException {
        reader.copy(object.length(), object.length(), OutputStream.nullOutputStream());
        return reader.crc32c();
    }
}
