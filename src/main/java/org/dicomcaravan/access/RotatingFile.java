package org.dicomcaravan.access;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that lines are added to, {@code NAME.log}. Each day (UTC), and when it is full, it is put aside as {@code
 * NAME.DAY.NUMBER.log}; what is too old, or too much, is removed. Unlike a library of logging it says when a line is not
 * written. Thread-safe.
 */
final class RotatingFile implements Closeable {

    private static final long LOOK_NANOS = 1_000_000_000L;

    private final Path folder;
    private final String name;
    private final AuditLog.Limits limits;
    private final InstantSource clock;
    private final Pattern aside;
    private FileOutputStream out;
    private long size;
    private boolean isOpen;
    private Object key;
    private LocalDate day;
    private long looked;

    private RotatingFile(Path folder, String name, AuditLog.Limits limits, InstantSource clock) throws IOException {
        this.folder = folder;
        this.name = name;
        this.limits = limits;
        this.clock = clock;
        aside = Pattern.compile(Pattern.quote(name) + "\\.(\\d{4}-\\d\\d-\\d\\d)\\.(\\d+)\\.log");
        begin();
    }

    static RotatingFile open(Path folder, String name, AuditLog.Limits limits, InstantSource clock) throws IOException {
        return new RotatingFile(folder, name, limits, clock);
    }

    private Path current() {
        return folder.resolve(name + ".log");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Goes on with what is there; its day is that of its last line. */
    private void begin() throws IOException {
        Path file = current();
        day = Files.exists(file)
                ? LocalDate.ofInstant(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC)
                : today();
        out = new FileOutputStream(file.toFile(), true); // a channel would be closed by an interrupted thread
        size = Files.size(file);
        isOpen = true;
        key = key();
        looked = System.nanoTime();
    }

    /** What tells the file from another one of its name; none where it is not there. */
    private Object key() {
        try {
            Object found =
                    Files.readAttributes(current(), BasicFileAttributes.class).fileKey();
            return found == null ? "" : found;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether somebody else put the file aside. */
    private boolean isGone() {
        if (System.nanoTime() - looked < LOOK_NANOS) {
            return false;
        }
        looked = System.nanoTime();
        return !key().equals(key);
    }

    /**
     * Adds a line.
     *
     * @param line with its end
     * @throws IOException if it was not written as a whole
     */
    synchronized void write(byte[] line) throws IOException {
        if (!isOpen || isGone()) {
            isOpen = false;
            out.close();
            begin();
        }
        if (size > 0 && (size + line.length > limits.fileBytes() || !day.equals(today()))) {
            rotate();
        }
        day = today();
        try {
            out.write(line);
            size += line.length;
        } catch (IOException e) {
            out.getChannel().truncate(size); // else the next line would follow on half of this one
            throw e;
        }
    }

    private void rotate() throws IOException {
        out.close();
        isOpen = false;
        try {
            List<Path> put = putAside();
            int number = put.stream()
                    .map(file -> aside.matcher(file.getFileName().toString()))
                    .filter(match -> match.matches() && match.group(1).equals(day.toString()))
                    .mapToInt(match -> Integer.parseInt(match.group(2)))
                    .max()
                    .orElse(0);
            Files.move(current(), folder.resolve(name + "." + day + "." + (number + 1) + ".log"));
            removeWhatIsTooMuch(ChronoUnit.DAYS.between(day, today()) <= 1);
        } finally {
            begin();
        }
    }

    /** The files that were put aside, the oldest first. */
    private List<Path> putAside() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> aside.matcher(file.getFileName().toString()).matches())
                    .sorted((a, b) -> age(a).compareTo(age(b)))
                    .toList();
        }
    }

    private String age(Path file) {
        Matcher match = aside.matcher(file.getFileName().toString());
        return match.matches()
                ? match.group(1) + " " + "0".repeat(10 - match.group(2).length()) + match.group(2)
                : "";
    }

    /**
     * Removes files.
     *
     * @param byAge whether the old ones as well: not right after a gap of days, which may be a clock that is wrong
     */
    private void removeWhatIsTooMuch(boolean byAge) throws IOException {
        LocalDate oldest = today().minusDays(limits.days());
        List<Path> put = new ArrayList<>(putAside());
        long bytes = limits.fileBytes();
        for (Path file : put) {
            bytes += Files.size(file);
        }
        for (Path file : put) {
            boolean old = byAge && age(file).compareTo(oldest.toString()) < 0;
            if (old || bytes > limits.mostBytes()) {
                bytes -= Files.size(file);
                Files.delete(file);
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
