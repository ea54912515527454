package org.dicomcaravan.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.text.Quoted;

/**
 * Walks a folder in the byte order of its names, folder by folder. What it keeps in memory are the names of the
 * folders that it is in, one for each level; no file is open between two calls.
 */
final class DirectoryListing implements Listing {

    /** A folder on the way down, and the names in it that are still to come. */
    private record Level(Path folder, String path, List<String> names, int[] next) {

        boolean isDone() {
            return next[0] == names.size();
        }

        String take() {
            return names.get(next[0]++);
        }

        void moveBehind(String name) {
            int at = Collections.binarySearch(names, name, NameOrder.INSTANCE);
            next[0] = at < 0 ? -at - 1 : at + 1;
        }
    }

    private final DirectoryStore store;
    private final Deque<Level> levels = new ArrayDeque<>();
    private StoreEntry ahead;
    private String last;

    DirectoryListing(DirectoryStore store, Path root, Optional<String> after) throws IOException {
        this.store = store;
        try {
            levels.push(new Level(root, "", names(root), new int[1]));
        } catch (IOException e) {
            throw DirectoryStore.away(e);
        }
        if (after.isPresent()) {
            store.requireHeld();
            skip(after.get().split("/"));
        }
    }

    /**
     * Goes down to the file that was last listed, and stands behind it, or where it would be.
     *
     * @throws StoreAwayException if a folder on the way is not there or can't be listed: who knows what it holds
     */
    private void skip(String[] last) throws StoreAwayException {
        for (int depth = 0; depth < last.length - 1; depth++) {
            Level level = levels.getFirst();
            Path folder = level.folder.resolve(last[depth]);
            String path = level.path + last[depth] + "/";
            level.moveBehind(last[depth]);
            try {
                if (FileState.of(folder).kind() != FileState.Kind.FOLDER) {
                    throw new NotDirectoryException(path);
                }
                levels.push(new Level(folder, path, names(folder), new int[1]));
            } catch (IOException e) {
                throw new StoreAwayException("its folder " + Quoted.of(path)
                        + ", where listing it was interrupted, can't be listed: " + FileProblem.of(e));
            }
        }
        levels.getFirst().moveBehind(last[last.length - 1]);
    }

    @Override
    public boolean hasNext() {
        while (ahead == null && !levels.isEmpty()) {
            Level level = levels.getFirst();
            if (level.isDone()) {
                levels.pop();
            } else {
                String name = level.take();
                ahead = visit(level.folder.resolve(name), level.path + name).orElse(null);
            }
        }
        return ahead != null;
    }

    @Override
    public StoreEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The listing is at its end");
        }
        StoreEntry entry = ahead;
        ahead = null;
        last = entry.path();
        return entry;
    }

    /** A path, as the plans of earlier versions have it. */
    @Override
    public String cursor() {
        if (last == null) {
            throw new IllegalStateException("The listing is at its beginning");
        }
        return last;
    }

    @Override
    public void close() {
        levels.clear();
        ahead = null;
    }

    private Optional<StoreEntry> visit(Path file, String path) {
        try {
            FileState state = FileState.of(file);
            return switch (state.kind()) {
                case FOLDER -> enter(file, path + "/");
                case FILE -> Optional.of(classify(file, path, state));
                case LINK, OTHER -> Optional.empty();
            };
        } catch (IOException e) {
            return Optional.of(unreadable(path, "can't be read: " + FileProblem.of(e)));
        }
    }

    private static StoreEntry classify(Path file, String path, FileState state) throws IOException {
        try (ByteSource source = ByteSource.of(file)) {
            return Classifier.classify(source, path, state.size(), state.version());
        }
    }

    private Optional<StoreEntry> enter(Path folder, String path) {
        try {
            levels.push(new Level(folder, path, names(folder), new int[1]));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    unreadable(path, "the folder can't be read, so what it holds is missing: " + FileProblem.of(e)));
        }
    }

    /** What can't be read is a failure of its own, unless nothing at all can be. */
    private StoreEntry unreadable(String path, String reason) {
        try {
            store.requireHeld();
        } catch (StoreAwayException e) {
            throw new UncheckedIOException(e);
        }
        return new StoreEntry.Unreadable(path, reason);
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".")) {
                    names.add(name);
                }
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(NameOrder.INSTANCE);
        return names;
    }
}
