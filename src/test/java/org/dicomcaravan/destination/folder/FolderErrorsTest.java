package org.dicomcaravan.destination.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.util.stream.Stream;
import org.dicomcaravan.destination.DestinationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FolderErrorsTest {
    @ParameterizedTest
    @MethodSource
    void givesEachErrorItsCodeAndAdvice(IOException error, int code, String words) {
        DestinationException e = FolderErrors.of(error, "object gs://demo/x");
        assertThat(e.code().number()).isEqualTo(code);
        assertThat(e).hasMessageStartingWith("object gs://demo/x: ").hasMessageContaining(words);
        assertThat(e.retryable()).isFalse();
    }

    static Stream<Arguments> givesEachErrorItsCodeAndAdvice() {
        return Stream.of(
                arguments(new IOException("No space left on device"), 8, "free space"),
                arguments(new FileSystemException("f", null, "Disk quota exceeded"), 8, "free space"),
                arguments(new FileNotFoundException("f (Read-only file system)"), 9, "read-only"),
                arguments(new FileNotFoundException("f (Permission denied)"), 7, "permission"),
                arguments(new AccessDeniedException("f"), 7, "permission"),
                arguments(new AtomicMoveNotSupportedException("f", "g", "x"), 9, "another file system"),
                arguments(new FileSystemException("f", "g", "File name too long"), 3, "too long"),
                arguments(new IOException("Input/output error"), 13, "Input/output error"));
    }
}
