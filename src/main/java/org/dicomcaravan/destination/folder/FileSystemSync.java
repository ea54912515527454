package org.dicomcaravan.destination.folder;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes all that was written to a file system safe on disk with one call of Linux, {@code syncfs(2)}, which takes less
 * time for a batch than a force of each of its files. Safe for use by many threads.
 */
final class FileSystemSync implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(FileSystemSync.class);

    /** File systems whose call returns when the disk has all, and with an error if it has not. */
    private static final Set<String> TYPES = Set.of("ext4", "xfs");

    private static final Pattern LINUX = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\D.*)?");
    private static final int READ_ONLY = 0;

    /** So many changes are worth a call, which waits for what other programs wrote, too. */
    private static final int MANY = 8;

    /** When it takes so long, somebody else has written much that it waits for. */
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** So many times as long as it took it is not called again. */
    private static final int PAUSE = 20;

    private final LibC libc;
    private final int descriptor;
    private final long slow;
    /** Of the first call that failed; read without the lock, which is held as long as a call takes. */
    private volatile IOException failure;

    private final ReentrantLock calling = new ReentrantLock();
    private volatile boolean closed;
    private boolean released;
    private final AtomicLong asked = new AtomicLong();
    private long answered;
    private long pauseEnd = System.nanoTime();

    /**
     * Takes over a descriptor. It must be open before the first write: an error is told once to each that was open.
     *
     * @param slow after how many nanoseconds a call was slow
     */
    FileSystemSync(LibC libc, int descriptor, long slow) {
        this.libc = libc;
        this.descriptor = descriptor;
        this.slow = slow;
    }

    /** The file system of a folder; empty if its files are to be forced one by one. */
    static Optional<FileSystemSync> of(Path folder) {
        if (!tellsErrors(System.getProperty("os.name"), System.getProperty("os.version"))) {
            return Optional.empty();
        }
        try {
            if (!TYPES.contains(Files.getFileStore(folder).type())) {
                return Optional.empty();
            }
            LibC libc = Native.load("c", LibC.class);
            return Optional.of(new FileSystemSync(libc, libc.open(folder.toString(), READ_ONLY), SLOW_NANOS));
        } catch (IOException | LastErrorException | LinkageError e) {
            LOG.warn("Files are forced to disk one by one, which is slower: syncfs can't be called: {}", e.toString());
            return Optional.empty();
        }
    }

    /** Since Linux 5.8 the call says whether the disk took everything. */
    static boolean tellsErrors(String system, String version) {
        Matcher numbers = LINUX.matcher(version);
        if (!system.equals("Linux") || !numbers.matches()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major > 5 || major == 5 && Integer.parseInt(numbers.group(2)) >= 8;
    }

    /**
     * Makes safe what was written before; of many callers that wait, one does it for all.
     *
     * @param changes how many files or folders the caller has to make safe
     * @return false if nothing was done, since they are few, it is closed, or the last call took long: force them one
     *     by one
     * @throws IOException if something was lost, now or at a call before: the system tells it once, and what was lost
     *     may be anybody's
     */
    boolean sync(int changes) throws IOException {
        checkSound();
        if (changes < MANY) {
            return false;
        }
        long mine = asked.incrementAndGet();
        calling.lock();
        try {
            checkSound();
            return answered >= mine || answer();
        } finally {
            calling.unlock();
            if (closed) {
                close();
            }
        }
    }

    private boolean answer() throws IOException {
        long begin = System.nanoTime();
        if (closed || begin - pauseEnd < 0) {
            return false;
        }
        long answering = asked.get();
        call();
        answered = answering;
        long end = System.nanoTime();
        pauseEnd = end - begin > slow ? end + PAUSE * (end - begin) : end;
        return true;
    }

    private void checkSound() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private void call() throws IOException {
        try {
            libc.syncfs(descriptor);
        } catch (LastErrorException e) {
            failure = new IOException(e.getMessage(), e);
            throw failure;
        }
    }

    /** False once something was lost. */
    boolean isSound() {
        return failure == null;
    }

    /** Does not wait for a call, which may take minutes: who is in it lets the descriptor go. */
    @Override
    public void close() {
        closed = true;
        if (calling.tryLock()) {
            try {
                release();
            } finally {
                calling.unlock();
            }
        }
    }

    private void release() {
        if (!released) {
            released = true;
            libc.close(descriptor);
        }
    }

    /** The functions of the C library that are called. */
    interface LibC extends Library {
        int open(String path, int flags) throws LastErrorException;

        int syncfs(int descriptor) throws LastErrorException;

        int close(int descriptor);
    }
}
