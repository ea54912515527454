package org.dicomcaravan.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a file is at one moment, read by one call of the system. A symbolic link is itself, not what it leads to.
 *
 * @param kind of file
 * @param size in bytes
 * @param modified nanoseconds since 1970 of the last change of its content
 * @param key tells it from all other files of its file system, as long as it exists
 * @param changed nanoseconds since 1970 of the last change at all, which no user can set; {@code modified} where the
 *     system does not tell
 */
record FileState(Kind kind, long size, long modified, String key, long changed) {

    enum Kind {
        FOLDER,
        FILE,
        LINK,
        OTHER
    }

    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    private static final String WANTED =
            "unix:isDirectory,isRegularFile,isSymbolicLink,size,lastModifiedTime,ino,ctime";

    static FileState of(Path file) throws IOException {
        if (UNIX) {
            Map<String, Object> facts = Files.readAttributes(file, WANTED, LinkOption.NOFOLLOW_LINKS);
            return new FileState(
                    kind(facts.get("isDirectory"), facts.get("isRegularFile"), facts.get("isSymbolicLink")),
                    (Long) facts.get("size"),
                    nanos((FileTime) facts.get("lastModifiedTime")),
                    facts.get("ino").toString(),
                    nanos((FileTime) facts.get("ctime")));
        }
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        long modified = nanos(facts.lastModifiedTime());
        return new FileState(
                kind(facts.isDirectory(), facts.isRegularFile(), facts.isSymbolicLink()),
                facts.size(),
                modified,
                String.valueOf(facts.fileKey()),
                modified);
    }

    private static Kind kind(Object folder, Object file, Object link) {
        if (folder.equals(true)) {
            return Kind.FOLDER;
        }
        return file.equals(true) ? Kind.FILE : link.equals(true) ? Kind.LINK : Kind.OTHER;
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /** Equal for two moments only if the file's content was the same at both. */
    String version() {
        return key + "-" + changed;
    }

    /** Whether nobody wrote to the file between the two moments. */
    boolean hasContentOf(FileState before) {
        return key.equals(before.key) && size == before.size && modified == before.modified;
    }
}
