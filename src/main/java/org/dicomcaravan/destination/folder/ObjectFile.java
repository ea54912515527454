package org.dicomcaravan.destination.folder;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.text.Quoted;

/** The name of an object as the name of a file below its bucket's folder. */
final class ObjectFile {
    /** What Linux, macOS and Windows file systems take for one segment of a path, in bytes. */
    private static final int LONGEST_SEGMENT = 255;

    private ObjectFile() {}

    /**
     * The segments of the path, none of them special: {@link ObjectName} lets no empty, {@code .} or {@code ..} pass.
     *
     * @throws DestinationException 3 if a segment can't be a file name here
     */
    static List<String> segments(ObjectName object) throws DestinationException {
        List<String> segments = List.of(object.name().split("/"));
        for (String segment : segments) {
            if (segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_SEGMENT) {
                throw FolderErrors.notAFileName(
                        object, "its part " + Quoted.of(segment) + " has more than " + LONGEST_SEGMENT + " bytes");
            }
            try {
                if (Path.of(segment).getNameCount() != 1 || Path.of(segment).isAbsolute()) {
                    throw FolderErrors.notAFileName(object, "its part " + Quoted.of(segment) + " is a path here");
                }
            } catch (InvalidPathException e) {
                throw FolderErrors.notAFileName(object, e);
            }
        }
        return segments;
    }
}
