package org.dicomcaravan.google;

import com.google.api.client.http.HttpRequestFactory;
import com.google.api.gax.retrying.RetrySettings;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.HttpStorageOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cloud Storage, or an emulator of it: Google's client, on a network that can be left at any moment. Calls are made by
 * {@link #call}, which tries again what may pass. Thread-safe.
 */
public final class CloudStorage implements Closeable {
    /** The root URL of Google's own. */
    private static final String GOOGLE = "https://storage.googleapis.com";

    private static final Logger LOG = LoggerFactory.getLogger(CloudStorage.class);
    /** What an emulator takes for the project of new buckets. */
    private static final String EMULATED_PROJECT = "caravan";

    private static final Duration LONGEST_ASK = Duration.ofSeconds(4);

    private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";

    private final Storage client;
    private final WatchedTransport transport;
    private final HttpRequestFactory requests;
    private final HttpRequestFactory anonymousRequests;
    private final String root;
    private final Retries retries;

    /**
     * How it is reached.
     *
     * @param endpoint the root URL of an emulator, such as {@code http://127.0.0.1:4443}; empty for Google's own
     * @param credentials {@code none}, or the path of a file of credentials: a service account's key, or the
     *     configuration of a workload identity. Empty: none for an emulator, else the application default credentials
     * @param stall how long a connection may stand still
     * @param patience how long what fails is tried again
     */
    public record Settings(Optional<String> endpoint, Optional<String> credentials, Duration stall, Duration patience) {
        /** Those of an emulator at a URL, or of Google's own without one. */
        public static Settings of(Optional<String> endpoint) {
            return new Settings(endpoint, Optional.empty(), Duration.ofSeconds(30), Duration.ofSeconds(120));
        }
    }

    private CloudStorage(Settings settings) throws IOException {
        transport = new WatchedTransport(settings.stall(), product());
        root = settings.endpoint().orElse(GOOGLE).replaceFirst("/+$", "");
        Credentials given = credentials(settings);
        boolean isAnonymous = given instanceof NoCredentials;
        Credentials credentials = isAnonymous ? given : new AwaitedCredentials(given);
        HttpTransportOptions network = HttpTransportOptions.newBuilder()
                .setHttpTransportFactory(() -> transport)
                .build();
        HttpStorageOptions.Builder options = StorageOptions.http()
                .setTransportOptions(network)
                .setCredentials(credentials)
                .setRetrySettings(RetrySettings.newBuilder().setMaxAttempts(1).build());
        settings.endpoint().ifPresent(url -> options.setHost(root).setProjectId(EMULATED_PROJECT));
        client = options.build().getService();
        requests =
                transport.createRequestFactory(isAnonymous ? request -> {} : new HttpCredentialsAdapter(credentials));
        anonymousRequests = transport.createRequestFactory();
        retries = new Retries(settings.patience(), transport::isShutdown);
    }

    /**
     * Connects.
     *
     * @throws IOException if there is a file of credentials that can't be used; the message names it
     */
    public static CloudStorage connect(Settings settings) throws IOException {
        return new CloudStorage(settings);
    }

    private Credentials credentials(Settings settings) throws IOException {
        String given = settings.credentials().orElse(settings.endpoint().isPresent() ? "none" : "");
        if (given.equals("none")) {
            return NoCredentials.getInstance();
        }
        if (!given.isEmpty()) {
            return fromFile(Path.of(given));
        }
        try {
            return GoogleCredentials.getApplicationDefault(() -> transport).createScoped(List.of(SCOPE));
        } catch (IOException e) {
            LOG.warn(
                    "No credentials for Cloud Storage were found, so only public buckets can be used: {}",
                    GoogleErrors.plain(e.getMessage()));
            return NoCredentials.getInstance();
        }
    }

    private Credentials fromFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return GoogleCredentials.fromStream(in, () -> transport).createScoped(List.of(SCOPE));
        } catch (IOException | RuntimeException e) {
            throw new IOException( // without what it says, which may be of the file's content
                    "Property caravan.gcs.credentials names " + file + ", from which no credentials can be read ("
                            + e.getClass().getSimpleName()
                            + "): expected the JSON of a service account's key or of a workload identity",
                    e);
        }
    }

    private static String product() {
        String version = CloudStorage.class.getPackage().getImplementationVersion();
        return "dicom-caravan/" + (version == null ? "dev" : version);
    }

    /** Google's client. What it does is not tried again by itself: see {@link #call}. */
    public Storage client() {
        return client;
    }

    /** Makes requests of Cloud Storage's JSON API that Google's client has no method for, with the same credentials. */
    public HttpRequestFactory requests() {
        return requests;
    }

    /** The same without credentials: for URLs that carry their own. */
    public HttpRequestFactory anonymousRequests() {
        return anonymousRequests;
    }

    /** The URL that paths of the JSON API come behind, without a slash at its end. */
    public String root() {
        return root;
    }

    /** What is tried again. */
    public Retries retries() {
        return retries;
    }

    /**
     * Makes a call that is safe to make again, until it succeeds or patience ends.
     *
     * @param what names what it is about, for errors: such as {@code bucket "b"}
     * @throws GoogleException if it can't be done
     */
    public <T> T call(String what, Callable<T> call) throws GoogleException {
        return retries.call(what, call);
    }

    /**
     * Makes a call that somebody waits for the answer to: for a few seconds, and no more.
     *
     * @throws GoogleException if it can't be done by then
     */
    public <T> T ask(String what, Callable<T> call) throws GoogleException {
        long end = System.nanoTime() + LONGEST_ASK.toNanos();
        AtomicReference<Exception> last = new AtomicReference<>(new SocketTimeoutException("none in time"));
        try {
            return Checkpoint.during(
                    () -> {
                        if (System.nanoTime() > end) {
                            throw new AskedLongEnough();
                        }
                    },
                    () -> retries.call(what, () -> {
                        try {
                            return call.call();
                        } catch (AskedLongEnough e) {
                            throw e;
                        } catch (Exception e) {
                            last.set(e);
                            throw e;
                        }
                    }));
        } catch (AskedLongEnough e) {
            throw GoogleErrors.of(last.get(), what);
        }
    }

    private static final class AskedLongEnough extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The HTTP status that a call failed with, 0 if there was no answer. */
    public static int status(Throwable failure) {
        return GoogleErrors.status(failure);
    }

    /** Whether a call failed since there are too many of them. */
    public static boolean isOverload(Throwable failure) {
        return GoogleErrors.isOverload(failure);
    }

    /** Whether a call failed since what arrived is not what was sent. */
    public static boolean isDamage(Throwable failure) {
        return GoogleErrors.isDamage(failure);
    }

    /** Ends all calls that wait, now and later: the server stops. */
    public void letGo() {
        transport.shutdown();
    }

    @Override
    public void close() {
        letGo();
        try {
            client.close();
        } catch (Exception e) {
            LOG.warn("The client of Cloud Storage did not close: {}", e.toString());
        }
    }
}
