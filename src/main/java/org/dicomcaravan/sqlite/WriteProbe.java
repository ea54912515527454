package org.dicomcaravan.sqlite;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.dicomcaravan.rpc.RpcCode;

/** Whether there is room beside a file: a change that fits into what SQLite has already says nothing about the next. */
final class WriteProbe {
    private static final int ROOM = 64 * 1024;

    private WriteProbe() {}

    /** Whether the disk of the file is full, as far as can be found out. */
    static boolean isFull(Path file) {
        try {
            writeBeside(file);
            return false;
        } catch (IOException e) {
            return isFull(e);
        }
    }

    /** Throws what a write beside the file meets. */
    static void check(Path file) {
        try {
            writeBeside(file);
        } catch (IOException e) {
            throw isFull(e)
                    ? new SqliteException(RpcCode.RESOURCE_EXHAUSTED, "the disk is full; free space", e)
                    : new SqliteException(RpcCode.INTERNAL, "nothing can be written beside it", e);
        }
    }

    private static void writeBeside(Path file) throws IOException {
        Path probe = file.resolveSibling(file.getFileName() + ".probe");
        try (OutputStream out = Files.newOutputStream(
                probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            out.write(new byte[ROOM]);
        }
    }

    private static boolean isFull(IOException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota exceeded");
    }
}
