package org.dicomcaravan.database.sqlite;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.rpc.RpcCode;

/** Whether there is room beside a file: a change that fits into what SQLite has already says nothing about the next. */
final class WriteProbe {
    private static final int ROOM = 64 * 1024;

    private WriteProbe() {}

    /** Whether the disk of the file is full, as far as can be found out. */
    static boolean isFull(Path file) {
        try {
            writeBeside(file, ROOM);
            return false;
        } catch (IOException e) {
            return FileProblem.isFull(e);
        }
    }

    /** Throws what a write beside the file meets. */
    static void check(Path file) {
        check(file, ROOM);
    }

    /** The same, of so many bytes. */
    static void check(Path file, int bytes) {
        try {
            writeBeside(file, bytes);
        } catch (IOException e) {
            throw FileProblem.isFull(e)
                    ? SqliteProblem.full(file, e)
                    : new DatabaseException(
                            RpcCode.INTERNAL,
                            "nothing can be written beside it (" + FileProblem.of(e) + "); make its folder writable for"
                                    + " the server's user",
                            e);
        }
    }

    private static void writeBeside(Path file, int bytes) throws IOException {
        Path probe = file.resolveSibling(file.getFileName() + ".probe");
        try (OutputStream out = Files.newOutputStream(
                probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            out.write(new byte[bytes]);
        }
    }
}
