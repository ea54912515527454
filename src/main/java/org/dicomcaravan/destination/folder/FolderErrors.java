package org.dicomcaravan.destination.folder;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.io.DiskRoom;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/** What the file system says, as an error of the destination. */
public final class FolderErrors {
    private FolderErrors() {}

    /** Of a bucket whose share is not mounted. */
    static DestinationException bucketAway(String bucket) {
        return new DestinationException(
                RpcCode.UNAVAILABLE,
                "bucket " + Quoted.of(bucket) + " leads to another folder than before, or nowhere; is it mounted?");
    }

    /** The verb takes the same data folder as the server, whose path is its own business. */
    static String remedy(String bucket) {
        return "create it with `caravan buckets create " + bucket + "` (and the server's --data, if it has one)";
    }

    static DestinationException noBucket(String bucket) {
        return new DestinationException(
                RpcCode.NOT_FOUND, "bucket " + Quoted.of(bucket) + " does not exist: " + remedy(bucket));
    }

    static DestinationException noObject(ObjectName object) {
        return new DestinationException(RpcCode.NOT_FOUND, "object " + object + " does not exist");
    }

    static DestinationException symbolicLink(ObjectName object, String segment) {
        return new DestinationException(
                RpcCode.FAILED_PRECONDITION,
                "object " + object + " is out of reach: " + Quoted.of(segment)
                        + " is a symbolic link, and links in a bucket are not followed");
    }

    static DestinationException notAFolder(ObjectName object, String segment) {
        return new DestinationException(
                RpcCode.FAILED_PRECONDITION,
                "object " + object + " can't be stored: " + Quoted.of(segment)
                        + " is an object already and can't be a folder as well; delete it or choose another prefix");
    }

    static DestinationException isAFolder(ObjectName object) {
        return new DestinationException(
                RpcCode.FAILED_PRECONDITION,
                "object " + object
                        + " can't be stored: there are objects below that name; delete them or choose another prefix");
    }

    static DestinationException lost(ObjectName object, IOException e) {
        return error(
                RpcCode.INTERNAL,
                "object " + object,
                "its content was removed from the staging folder before it could appear; export again",
                e);
    }

    static DestinationException notAFileName(ObjectName object, String problem) {
        return new DestinationException(
                RpcCode.INVALID_ARGUMENT, "object " + object + " can't be a file of an embedded bucket: " + problem);
    }

    static DestinationException notAFileName(ObjectName object, InvalidPathException e) {
        return notAFileName(
                object, e.getReason() + " (start the server in a UTF-8 locale, for instance with LC_ALL=C.UTF-8)");
    }

    /** The same of a file that was to be written, on a disk of which is said how much is free. */
    public static DestinationException of(IOException e, String where, Path file) {
        return FileProblem.isFull(e) ? full(where, DiskRoom.left(file), e) : of(e, where);
    }

    private static DestinationException full(String where, String left, IOException e) {
        return error(RpcCode.RESOURCE_EXHAUSTED, where, "the disk is full" + left + "; free space and export again", e);
    }

    /** An error while doing something to an object or a bucket, which {@code where} names. */
    public static DestinationException of(IOException e, String where) {
        if (e instanceof DestinationException already) {
            return already;
        }
        String reason = e instanceof FileSystemException file && file.getReason() != null ? file.getReason() : "";
        String text = (reason + " " + e.getMessage()).toLowerCase(Locale.ROOT);
        if (FileProblem.isFull(e)) {
            return full(where, "", e);
        }
        if (text.contains("read-only file system")) {
            return error(RpcCode.FAILED_PRECONDITION, where, "the file system is read-only", e);
        }
        if (e instanceof AccessDeniedException
                || text.contains("operation not permitted")
                || text.contains("permission denied")) {
            return error(RpcCode.PERMISSION_DENIED, where, "no permission; the server's user needs to write there", e);
        }
        if (e instanceof AtomicMoveNotSupportedException || text.contains("cross-device link")) {
            return error(
                    RpcCode.FAILED_PRECONDITION,
                    where,
                    "its folder is on another file system than the staging folder, so objects can't appear whole;"
                            + " mount the whole bucket or nothing in it",
                    e);
        }
        if (text.contains("file name too long")) {
            return error(RpcCode.INVALID_ARGUMENT, where, "the name is too long for the file system", e);
        }
        return error(RpcCode.INTERNAL, where, reason.isEmpty() ? problem(e) : reason, e);
    }

    /** In words without the path, which is the server's own business. */
    private static String problem(IOException e) {
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "a file or folder that it needs was removed by somebody";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file of that name, where a folder is needed";
        }
        if (e instanceof FileSystemException) {
            return e.getClass().getSimpleName();
        }
        return String.valueOf(e.getMessage());
    }

    static DestinationException of(ReadOnlyFileSystemException e, String where) {
        return error(RpcCode.FAILED_PRECONDITION, where, "the file system is read-only", e);
    }

    private static DestinationException error(RpcCode code, String where, String problem, Exception cause) {
        return new DestinationException(code, false, where + ": " + problem, cause);
    }
}
