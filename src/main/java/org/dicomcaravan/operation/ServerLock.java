package org.dicomcaravan.operation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second server away from a state file: two would lease the same batches in the same name. The operating
 * system lifts the lock when the process ends, however it ends.
 */
final class ServerLock implements AutoCloseable {
    private final FileChannel channel;

    private ServerLock(FileChannel channel) {
        this.channel = channel;
    }

    static ServerLock of(Path stateFile) {
        Path file = stateFile.resolveSibling(stateFile.getFileName() + ".lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return new ServerLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new StateException(file + " could not be locked; does its folder exist, is it writable? " + e, e);
        }
        throw new StateException(
                "Another server works on " + stateFile + ": send requests to that one, stop it, or use another data"
                        + " folder (--data)",
                null);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StateException("the lock of the state file could not be released: " + e, e);
        }
    }
}
