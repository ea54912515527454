package org.dicomcaravan.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

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
    }

    private final Deque<Level> levels = new ArrayDeque<>();
    private StoreEntry ahead;

    DirectoryListing(Path root, Optional<String> after) throws IOException {
        levels.push(new Level(root, "", names(root), new int[1]));
        if (after.isPresent()) {
            skip(after.get().split("/"));
        }
    }

    /** Goes down to the file that was last listed, and stands behind it, or where it would be. */
    private void skip(String[] last) {
        for (int depth = 0; depth < last.length; depth++) {
            Level level = levels.getFirst();
            int at = Collections.binarySearch(level.names, last[depth], NameOrder.INSTANCE);
            level.next[0] = at < 0 ? -at - 1 : at + 1;
            if (at < 0 || depth == last.length - 1) {
                return;
            }
            Optional<StoreEntry> broken = enter(level.folder.resolve(last[depth]), level.path + last[depth] + "/");
            if (broken.isPresent()) {
                return;
            }
        }
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
        return entry;
    }

    @Override
    public void close() {
        levels.clear();
        ahead = null;
    }

    private Optional<StoreEntry> visit(Path file, String path) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return Optional.of(Classifier.unreadable(path, e));
        }
        if (attributes.isDirectory()) {
            return enter(file, path + "/");
        }
        return attributes.isRegularFile() ? Optional.of(Classifier.classify(file, path, attributes)) : Optional.empty();
    }

    private Optional<StoreEntry> enter(Path folder, String path) {
        try {
            levels.push(new Level(folder, path, names(folder), new int[1]));
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            return Optional.of(new StoreEntry.Broken(
                    path, "the folder can't be read, so what it holds is missing: " + e.getMessage()));
        }
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
