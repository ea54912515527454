package org.dicomcaravan.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleErrorsTest {
    private static final String SECRET = "https://storage.googleapis.com/upload/storage/v1/b/b/o?upload_id=SECRET";

    @ParameterizedTest
    @CsvSource({
        "400, 3, false",
        "401, 16, false",
        "403, 7, false",
        "404, 5, false",
        "408, 14, true",
        "409, 6, false",
        "410, 5, false",
        "412, 9, false",
        "429, 8, true",
        "500, 14, true",
        "502, 14, true",
        "503, 14, true",
        "504, 14, true",
        "418, 13, false"
    })
    void givesEachAnswerItsCode(int http, int code, boolean passing) {
        GoogleException e = GoogleErrors.of(new StorageException(http, "no"), "bucket 'demo'");
        assertThat(e.code().number()).isEqualTo(code);
        assertThat(e.status()).isEqualTo(http);
        assertThat(e.isPassing()).isEqualTo(passing);
        assertThat(e).hasMessageStartingWith("bucket 'demo': ");
    }

    @Test
    void findsTheAnswerInsideOfOtherExceptions() {
        GoogleException e =
                GoogleErrors.of(new IOException(new StorageException(403, "no leave")), "object gs://demo/x");
        assertThat(e.code()).isEqualTo(RpcCode.PERMISSION_DENIED);
        assertThat(e).hasMessageContaining("roles/storage.objectAdmin");
    }

    @Test
    void takesWhatTheNetworkDoesForPassing() {
        for (Exception e : new Exception[] {
            new ConnectException("Connection refused"),
            new SocketTimeoutException("nothing came"),
            new StorageException(new IOException("Connection reset"))
        }) {
            assertThat(GoogleErrors.isPassing(e)).isTrue();
            assertThat(GoogleErrors.of(e, "x").code()).isEqualTo(RpcCode.UNAVAILABLE);
        }
        assertThat(GoogleErrors.of(new ConnectException("Connection refused"), "x"))
                .hasMessageContaining("Connection refused")
                .hasMessageContaining("can't be reached");
    }

    @Test
    void doesNotTryAgainWhatWasToEnd() {
        assertThat(GoogleErrors.isPassing(new InterruptedIOException("interrupted")))
                .isFalse();
        assertThat(GoogleErrors.isPassing(new StorageException(0, "x", new CancellationException("stop"))))
                .isFalse();
    }

    @Test
    void keepsTheUrlOfAnUploadToItself() {
        HttpResponseException.Builder dump = new HttpResponseException.Builder(
                        503, "Unavailable", new HttpHeaders().setRetryAfter("7"))
                .setMessage("503 Unavailable\nPUT " + SECRET + "\nraw body");
        GoogleJsonError details = new GoogleJsonError();
        details.setMessage("Try again,\n not at " + SECRET);
        for (Exception e : new Exception[] {
            dump.build(),
            new GoogleJsonResponseException(dump, details),
            new IOException("Connection to " + SECRET + " reset"),
            new StorageException(0, SECRET, new IOException(SECRET))
        }) {
            assertThat(GoogleErrors.of(e, "object gs://b/o").getMessage())
                    .startsWith("object gs://b/o: ")
                    .doesNotContain("SECRET", "upload_id", "\n", "raw body");
        }
        assertThat(GoogleErrors.retryAfter(dump.build())).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at HTTPS://h/upload?upload_id=SECRET",
                "at /upload/storage/v1/b/b/o?uploadType=resumable&upload_id=SECRET",
                "Upload_ID=SECRET is over",
                "no protocol: gs://b/SECRET"
            })
    void keepsWhatIsSecretOfAUrlToItself(String words) {
        assertThat(GoogleErrors.plain(words)).doesNotContain("SECRET");
    }

    @Test
    void leavesNothingThatMovesACursor() {
        assertThat(GoogleErrors.plain("a\u009Bb\u202Ec\nd")).isEqualTo("a b c d");
    }
}
