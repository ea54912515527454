package org.dicomcaravan.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Why something can't be done to a file, in words for users: without its path, which is the machine's own business. */
public final class FileProblem {

    private FileProblem() {}

    /** The reason, as part of a sentence. */
    public static String of(IOException e) {
        if (isFull(e)) {
            return "the disk is full";
        }
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "it is not there";
        }
        if (e instanceof AccessDeniedException) {
            return "the server's user has no permission";
        }
        if (e instanceof NotDirectoryException) {
            return "it is no folder";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file is in its place";
        }
        if (e instanceof FileSystemException file) {
            return file.getReason() == null || file.getReason().isBlank() ? "the system refuses it" : file.getReason();
        }
        return e.getMessage() == null ? "the system refuses it" : e.getMessage();
    }

    /** The reason, and of a full disk how much is free where something was to be written, and what to do. */
    public static String of(IOException e, Path place) {
        return isFull(e) ? "the disk is full" + DiskRoom.left(place) + "; free space" : of(e);
    }

    /** A whole sentence about what can't be done, for those who may know the machine's paths. */
    public static String sentence(FileSystemException e) {
        String file = e.getFile() == null ? "A file" : e.getFile();
        return file + " can't be used: " + of(e);
    }

    /** Whether the disk is full, or the user's share of it. */
    public static boolean isFull(IOException e) {
        String reason = e instanceof FileSystemException file && file.getReason() != null ? file.getReason() : "";
        String text = (reason + " " + e.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota exceeded");
    }
}
