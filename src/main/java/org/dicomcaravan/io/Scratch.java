package org.dicomcaravan.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * The folder for what is too much for memory and needed for a while, with a bound for all of it together. Its files are
 * gone when they are closed, and when the process ends in any way. Thread-safe.
 *
 * <p>Half of the bound is for the instance that has been using it longest, the other half for all others; who finds his
 * half full waits. So the longest one always goes on, gives back what it has, and makes the next one the longest:
 * nobody waits for ever, and each instance may have half of the bound.
 */
public final class Scratch {

    private static final String PREFIX = "caravan-";
    private static final String SUFFIX = ".scratch";
    private static final long LOOK_MILLIS = 250;
    /** So many bytes of a spool stay in memory where there is no folder. */
    private static final int MEMORY_ALONE = 64 << 20;
    /** An instance that waits so long may hold what the one it waits for waits for: memory for frames. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;
    private final long half;
    private final Duration patience;
    /** Who holds something, the longest first. */
    private final Set<Share> holders = new LinkedHashSet<>();
    /** What all but the first of them hold. */
    private long heldByOthers;

    Scratch(Path folder, long bytes, Duration patience) {
        this.folder = folder;
        this.half = bytes / 2;
        this.patience = patience;
    }

    /**
     * Scratch space in a folder, which is made if it is not there. What a process left there that was killed is removed.
     *
     * @param bytes how much may lie there at a time
     * @throws IOException if the folder can't be made or listed
     */
    public static Scratch open(Path folder, long bytes) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path file : leftovers) {
                Files.deleteIfExists(file);
            }
        }
        return new Scratch(folder, bytes, PATIENCE);
    }

    /** None: everything stays in memory, where a spool takes up to 64 MiB. */
    public static Scratch none() {
        return new Scratch(null, 0, PATIENCE);
    }

    /**
     * The part of one instance, which is worked on by one thread at a time.
     *
     * @param goesOn is called after each write, and a few times a second while it waits for others
     */
    public Share share(Runnable goesOn) {
        return new Share(goesOn);
    }

    /** What one instance has of it: all that its spools hold until they are closed. */
    public final class Share {

        private final Runnable goesOn;
        private long held;

        private Share(Runnable goesOn) {
            this.goesOn = goesOn;
        }

        /**
         * Room for bytes, in memory while they are few.
         *
         * @param length how many are to come, if that is known
         */
        public Spool spool(OptionalLong length) {
            return new Spool(this, length);
        }

        /** So many bytes of a spool stay in memory. */
        int inMemory() {
            return folder == null ? MEMORY_ALONE : Spool.IN_MEMORY;
        }

        void goesOn() {
            goesOn.run();
        }

        /** What writing to a file of it met. */
        ScratchException failed(IOException e) {
            return ScratchException.of(e, folder);
        }

        /** A new file without a name, as far as the system allows that. */
        FileChannel file() throws IOException {
            try {
                return FileChannel.open(
                        folder.resolve(PREFIX + UUID.randomUUID() + SUFFIX),
                        Set.of(
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.DELETE_ON_CLOSE));
            } catch (IOException e) {
                throw failed(e);
            }
        }

        /**
         * Takes room; waits until it is there.
         *
         * @throws ScratchLimitException if it is more than one instance may have, or others don't give it back in time
         */
        void take(long bytes) throws IOException {
            if (held + bytes > half) {
                throw new ScratchLimitException(
                        folder == null
                                ? "it needs more than %,d bytes of memory for a while".formatted(MEMORY_ALONE)
                                : "it needs more than %,d MiB of scratch space, half of caravan.limit.scratch-mebibytes"
                                        .formatted(half >> 20));
            }
            long end = System.nanoTime() + patience.toNanos();
            boolean taken = false;
            try {
                while (!taken) {
                    taken = tryTake(bytes);
                    if (!taken) {
                        waited(end);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException stopped =
                        new InterruptedIOException("interrupted while it waited for scratch space");
                stopped.initCause(e);
                throw stopped;
            } finally {
                leaveIfEmpty();
            }
        }

        /** Takes room if it is there by and by. Who waits keeps its place among the holders. */
        private boolean tryTake(long bytes) throws InterruptedException {
            synchronized (Scratch.this) {
                holders.add(this);
                if (!hasRoom(bytes)) {
                    Scratch.this.wait(LOOK_MILLIS);
                }
                if (!hasRoom(bytes)) {
                    return false;
                }
                heldByOthers += isLongest() ? 0 : bytes;
                held += bytes;
                return true;
            }
        }

        private void waited(long end) throws ScratchLimitException {
            goesOn();
            if (System.nanoTime() - end >= 0) {
                throw new ScratchLimitException("no scratch space is left for it: others hold what "
                        + "caravan.limit.scratch-mebibytes allows, and did not give it back for "
                        + patience.toSeconds() + " seconds");
            }
        }

        private boolean hasRoom(long bytes) {
            return isLongest() || heldByOthers + bytes <= half;
        }

        private boolean isLongest() {
            return holders.iterator().next() == this;
        }

        void giveBack(long bytes) {
            synchronized (Scratch.this) {
                heldByOthers -= isLongest() ? 0 : bytes;
                held -= bytes;
                Scratch.this.notifyAll();
            }
            leaveIfEmpty();
        }

        /** Makes the next one the longest, where this one was. */
        private void leaveIfEmpty() {
            synchronized (Scratch.this) {
                if (held > 0 || !holders.contains(this)) {
                    return;
                }
                boolean longest = isLongest();
                holders.remove(this);
                Iterator<Share> left = holders.iterator();
                if (longest && left.hasNext()) {
                    heldByOthers -= left.next().held;
                    Scratch.this.notifyAll();
                }
            }
        }
    }

    /** What is held now, in bytes, by all together. */
    synchronized long held() {
        return holders.stream().mapToLong(share -> share.held).sum();
    }
}
