package org.dicomcaravan.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;

class CausesTest {

    private static final String PATH = "/srv/data/scratch/caravan-1.spool";

    private static String said(Throwable failure) {
        return Causes.sentence(Causes.telling(failure));
    }

    @Test
    void isTheSentenceOfWhoeverFoundOut() {
        IOException told = new IOException("the file ends inside its frame", new IllegalStateException("position 12"));
        assertThat(said(new RuntimeCamelException(new UncheckedIOException(told))))
                .isEqualTo("the file ends inside its frame");
    }

    @Test
    void namesNoClass() {
        assertThat(said(new IllegalStateException(new NullPointerException())))
                .doesNotContain("Exception")
                .isNotBlank();
        assertThat(said(new OutOfMemoryError("Java heap space"))).doesNotContain("heap space", "Error");
    }

    @Test
    void namesNoPathOfTheMachine() {
        assertThat(said(new FileSystemException(PATH, null, "No space left on device")))
                .contains("the disk is full")
                .doesNotContain("/");
        assertThat(said(new UncheckedIOException(new AccessDeniedException(PATH))))
                .doesNotContain("/");
        assertThat(said(new NoSuchFileException(PATH))).doesNotContain("/");
    }
}
