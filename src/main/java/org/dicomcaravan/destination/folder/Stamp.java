package org.dicomcaravan.destination.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What a file keeps when it is renamed, and no other file of that name is likely to have.
 *
 * @param modified nanoseconds since 1970
 * @param size in bytes
 */
record Stamp(long modified, long size) {
    static Stamp of(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new Stamp(now.lastModifiedTime().to(TimeUnit.NANOSECONDS), now.size());
    }
}
