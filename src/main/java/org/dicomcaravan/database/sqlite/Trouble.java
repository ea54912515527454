package org.dicomcaravan.database.sqlite;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.rpc.RpcCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log, which may name paths, that a file takes no changes, and that it does again: once each, however many calls
 * meet it. Thread-safe.
 */
final class Trouble {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    private final Path file;
    private final AtomicBoolean told = new AtomicBoolean();

    Trouble(Path file) {
        this.file = file;
    }

    /** Only what lasts until somebody does something. */
    void met(DatabaseException problem) {
        boolean lasts = problem.code() == RpcCode.RESOURCE_EXHAUSTED || problem.code() == RpcCode.DATA_LOSS;
        if (lasts && !told.getAndSet(true)) {
            LOG.error("{} can't be changed: {}", file.toAbsolutePath(), problem.getMessage());
        }
    }

    void isOver() {
        if (told.get() && told.getAndSet(false)) {
            LOG.info("{} is changed again", file.toAbsolutePath());
        }
    }
}
