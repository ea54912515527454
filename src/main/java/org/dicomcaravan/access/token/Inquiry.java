package org.dicomcaravan.access.token;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Calls of a provider about tokens: some at a time, so that a flood of made-up tokens is no flood there, and each for some
 * seconds at most. Thread-safe.
 */
final class Inquiry {

    static final int TIMEOUT_MILLIS = 5_000;
    private static final int AT_A_TIME = 8;

    private final String whom;
    private final Semaphore asking = new Semaphore(AT_A_TIME);

    /** Calls of somebody, by a name for messages. */
    Inquiry(String whom) {
        this.whom = whom;
    }

    HTTPResponse send(HTTPRequest request) throws ProviderAway {
        if (!asking.tryAcquire()) {
            throw new ProviderAway("Too many tokens are shown to " + whom + " at the moment");
        }
        try {
            request.setConnectTimeout(TIMEOUT_MILLIS);
            request.setReadTimeout(TIMEOUT_MILLIS);
            request.setFollowRedirects(false);
            return request.send();
        } catch (IOException e) {
            throw new ProviderAway(whom + " can't be asked: " + e.getMessage(), e);
        } finally {
            asking.release();
        }
    }
}
