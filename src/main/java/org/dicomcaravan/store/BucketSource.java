package org.dicomcaravan.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.dicomcaravan.google.Awaited;
import org.dicomcaravan.io.ByteSource;

/**
 * The bytes of one generation of an object, read block by block. Who reads on where a block ended gets larger ones, of
 * which the next is fetched while this one is read; who jumps gets a small one. Some blocks are kept, two megabytes at
 * most. Thread-safe: who wants a block that another thread fetches waits for it, and fetches it itself if that fails or was
 * not begun.
 */
final class BucketSource implements ByteSource {

    private static final int LARGEST_BLOCK = 512 * 1024;
    private static final int MOST_BLOCKS = 4;

    /**
     * A part of the object.
     *
     * @param follows whether it was asked for behind the part before it
     * @param bytes its bytes, which whoever runs this fetches
     */
    private record Block(long start, int length, boolean follows, FutureTask<byte[]> bytes) {

        long end() {
            return start + length;
        }

        boolean holds(long position) {
            return position >= start && position < end();
        }
    }

    /** A block, whether this thread asked for it first, and the one to be fetched ahead. */
    private record Turn(Block block, boolean isMine, Optional<Block> next) {}

    private final BucketStore store;
    private final StoredObject object;
    private final int firstBlock;
    private final boolean ahead;
    /** The one that was asked for last is the first one. */
    private final Deque<Block> blocks = new ArrayDeque<>();

    private boolean closed;

    /**
     * The bytes of an object.
     *
     * @param firstBlock bytes of a block for somebody who jumps
     * @param ahead whether all of it may be wanted: blocks are then as large as what is asked for, and fetched ahead
     */
    BucketSource(BucketStore store, StoredObject object, int firstBlock, boolean ahead) {
        this.store = store;
        this.object = object;
        this.firstBlock = firstBlock;
        this.ahead = ahead;
    }

    @Override
    public long size() {
        return object.size();
    }

    /**
     * Reads.
     *
     * @throws StoreAwayException if the bucket can't be reached or read, after some patience
     * @throws IOException if the object was overwritten or removed, or is refused
     */
    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        if (position >= object.size()) {
            return -1;
        }
        if (!into.hasRemaining()) {
            return 0;
        }
        while (true) {
            Turn turn = turn(position, into.remaining());
            Block block = turn.block;
            turn.next.ifPresent(next -> store.readers().offer(next.bytes));
            block.bytes.run(); // nothing if somebody else does; who was to fetch it ahead may have had no thread for it
            try {
                byte[] bytes = Awaited.get(block.bytes);
                int at = (int) (position - block.start);
                int count = Math.min(into.remaining(), block.length - at);
                into.put(bytes, at, count);
                return count;
            } catch (CancellationException e) {
                throw new IOException("it was closed while it was read", e);
            } catch (ExecutionException e) {
                forget(block);
                if (turn.isMine) {
                    throw failure(e.getCause());
                }
            }
        }
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof RuntimeException runtime) {
            throw runtime; // whoever looked whether this is still wanted
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return (IOException) cause;
    }

    private synchronized Turn turn(long position, int wanted) throws IOException {
        if (closed) {
            throw new IOException("it is closed");
        }
        Block block = find(position);
        boolean isNew = block == null;
        if (isNew) {
            Block before = find(position - 1);
            int length = before == null ? firstBlock : larger(before);
            block = block(position, ahead ? Math.max(length, wanted) : length, before != null, true);
        }
        use(block);
        Block next = null;
        if (ahead && block.follows && block.end() < object.size() && find(block.end()) == null) {
            next = block(block.end(), larger(block), true, false);
            use(next);
            use(block);
        }
        return new Turn(block, isNew, Optional.ofNullable(next));
    }

    private static int larger(Block block) {
        return Math.min(LARGEST_BLOCK, block.length * 2);
    }

    /** A block that is not fetched yet; with patience, or else by one attempt. */
    private Block block(long start, int wanted, boolean follows, boolean patience) {
        int length = (int) Math.min(Math.min(wanted, LARGEST_BLOCK), object.size() - start);
        return new Block(start, length, follows, new FutureTask<>(() -> {
            if (!patience) {
                return store.bucket().readOnce(object, start, length);
            }
            return store.bucket().read(object, start, length).orElseThrow(this::gone);
        }));
    }

    private IOException gone() {
        try {
            store.requireHeld();
        } catch (StoreAwayException e) {
            return e;
        }
        return new IOException("it was overwritten or removed while it was read");
    }

    private Block find(long position) {
        for (Block block : blocks) {
            if (block.holds(position)) {
                return block;
            }
        }
        return null;
    }

    private void use(Block block) {
        blocks.remove(block);
        blocks.addFirst(block);
        while (blocks.size() > MOST_BLOCKS) {
            blocks.removeLast(); // whoever reads from it has it
        }
    }

    private synchronized void forget(Block block) {
        blocks.remove(block);
    }

    /** Ends what is fetched ahead. */
    @Override
    public synchronized void close() {
        closed = true;
        for (Iterator<Block> all = blocks.iterator(); all.hasNext(); all.remove()) {
            all.next().bytes.cancel(true);
        }
    }
}
