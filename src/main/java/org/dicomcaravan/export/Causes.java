package org.dicomcaravan.export;

import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.TypeConversionException;
import org.dicomcaravan.io.FileProblem;
import org.dicomcaravan.transcode.ContentException;
import org.dicomcaravan.transcode.TranscodeException;

/** An exception and what it was caused by. */
final class Causes {

    /** What only carries another exception. */
    private static final List<Class<? extends Throwable>> WRAPPERS = List.of(
            ContentException.class,
            TranscodeException.class,
            CamelExchangeException.class,
            RuntimeCamelException.class,
            TypeConversionException.class,
            java.io.UncheckedIOException.class,
            java.lang.reflect.InvocationTargetException.class);

    private Causes() {}

    /** The outermost exception of a type. */
    static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return findAny(failure, List.of(type)).map(type::cast);
    }

    /** The outermost exception of one of these types. */
    static Optional<Throwable> findAny(Throwable failure, List<Class<? extends Throwable>> types) {
        for (Throwable at = failure; at != null; at = cause(at)) {
            for (Class<? extends Throwable> type : types) {
                if (type.isInstance(at)) {
                    return Optional.of(at);
                }
            }
        }
        return Optional.empty();
    }

    /** The outermost exception that says something, which whoever threw it meant to be read; not what carries it. */
    static Throwable telling(Throwable failure) {
        Throwable at = failure;
        while (cause(at) != null && (isWrapper(at) || saysNothing(at))) {
            at = cause(at);
        }
        return at;
    }

    private static boolean isWrapper(Throwable failure) {
        return WRAPPERS.stream().anyMatch(type -> type.isInstance(failure));
    }

    /** Without a message, or with one that the platform made out of the cause. */
    private static boolean saysNothing(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() || message.equals(String.valueOf(failure.getCause()));
    }

    /** What it says, as a sentence without its full stop. */
    static String sentence(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return "this needs more memory than the server has";
        }
        if (failure instanceof FileSystemException file) {
            return "a file of the server can't be used: " + FileProblem.of(file); // its message is a path
        }
        return saysNothing(failure)
                ? "something unexpected happened; more is in the server's log, for an instance under DEBUG"
                : failure.getMessage();
    }

    /** The words of the innermost that has any: what is around it says in whose hands it was. */
    static String innermost(Throwable failure) {
        String words = String.valueOf(failure.getMessage());
        for (Throwable at = failure; at != null; at = cause(at)) {
            words = saysNothing(at) ? words : at.getMessage();
        }
        return words;
    }

    private static Throwable cause(Throwable failure) {
        return failure.getCause() == failure ? null : failure.getCause();
    }
}
