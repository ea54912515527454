package org.dicomcaravan.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.dicomcaravan.server.routes.RouteFolders;

/** Where trials of routes lie, each in a folder by its name. For one thread. */
final class TrialFolder implements Closeable {

    private final Path folder;
    private final boolean passes;

    private TrialFolder(Path folder, boolean passes) {
        this.folder = folder;
        this.passes = passes;
    }

    /** One that goes when it is closed. */
    static TrialFolder passing() throws IOException {
        return new TrialFolder(Files.createTempDirectory("caravan-try-"), true);
    }

    /** One that stays. */
    static TrialFolder kept(Path folder) throws IOException {
        return new TrialFolder(Files.createDirectories(folder), false);
    }

    /** The data folder of a trial. */
    Path data(String trial) {
        return folder.resolve(trial);
    }

    /** What a site has now, but for some additions and some replacements by their names; the pipeline is the same. */
    RouteFolders copy(String trial, RouteFolders now, List<Path> added, List<Path> replacing) throws IOException {
        RouteFolders copy = new RouteFolders(now.own(), folder.resolve("routes-" + trial));
        Files.createDirectories(copy.replacing());
        copy(now.site(), copy.site(), added);
        copy(now.replacing(), copy.replacing(), replacing);
        return copy;
    }

    /**
     * The settings of a folder without its stores and policies: a trial has the samples alone, and its own bucket.
     *
     * @param except settings that only what is tried has, so that a server without it would refuse them
     */
    Path settings(String trial, Path config, Set<String> except) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("config-" + trial));
        try (Stream<Path> files = Files.list(config)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(".properties") && !file.endsWith("stores.properties")) {
                    copy(file, copy.resolve(file.getFileName()), except);
                }
            }
        }
        return copy;
    }

    private static void copy(Path file, Path to, Set<String> except) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException("Configuration " + file + " can't be read: " + e.getMessage(), e);
        }
        settings.keySet().removeAll(except);
        try (Writer writer = Files.newBufferedWriter(to)) {
            settings.store(writer, null);
        }
    }

    private static void copy(Path from, Path to, List<Path> except) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        List<Path> names = except.stream().map(Path::getFileName).toList();
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!names.contains(file.getFileName())) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
    }

    /** Adds a file to what a site has. */
    void add(RouteFolders to, Path file, boolean replaces) throws IOException {
        Path site = replaces ? to.replacing() : to.site();
        Files.copy(file, site.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        if (!passes) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
