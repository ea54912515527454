package org.dicomcaravan.export;

/**
 * Something that an export needs is not there: its store, its plugin, its bucket. It may come back by itself or by
 * somebody's doing, so the operation waits. The message says what is missing and what to do; it is a sentence without its
 * full stop.
 */
final class ExportAway extends Exception {

    private static final long serialVersionUID = 1;

    ExportAway(String message, Throwable cause) {
        super(message, cause);
    }
}
