package org.dicomcaravan.destination.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.net.ConnectException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "400, 3, false",
        "401, 16, false",
        "403, 7, false",
        "404, 5, false",
        "409, 6, false",
        "412, 9, false",
        "429, 8, true",
        "500, 14, true",
        "503, 14, true",
        "418, 13, false"
    })
    void givesEachAnswerItsCode(int http, int code, boolean retryable) {
        DestinationException e = GoogleErrors.of(new StorageException(http, "no"), "bucket 'demo'");
        assertThat(e.code().number()).isEqualTo(code);
        assertThat(e.retryable()).isEqualTo(retryable);
        assertThat(e).hasMessageStartingWith("bucket 'demo': no");
    }

    @Test
    void findsTheAnswerInsideOfOtherExceptions() {
        IOException wrapped = new IOException(new StorageException(403, "no leave"));
        DestinationException e = GoogleErrors.of(wrapped, "object gs://demo/x");
        assertThat(e.code()).isEqualTo(RpcCode.PERMISSION_DENIED);
        assertThat(e).hasMessageContaining("roles/storage.objectAdmin");
    }

    @Test
    void saysThatAServiceIsAway() {
        DestinationException e = GoogleErrors.of(new ConnectException("Connection refused"), "bucket 'demo'");
        assertThat(e.code()).isEqualTo(RpcCode.UNAVAILABLE);
        assertThat(e.retryable()).isTrue();
        assertThat(e).hasMessageContaining("can't be reached");
    }

    @Test
    void passesItsOwnErrorsThrough() {
        DestinationException own = GoogleErrors.noBucket("demo", null);
        assertThat(GoogleErrors.of(own, "anything")).isSameAs(own);
    }
}
