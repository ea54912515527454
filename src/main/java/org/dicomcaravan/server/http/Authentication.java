package org.dicomcaravan.server.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.access.Principal;
import org.dicomcaravan.access.token.Bearer;
import org.dicomcaravan.access.token.BearerTokens;
import org.dicomcaravan.access.token.ProviderAway;
import org.dicomcaravan.access.token.TokenRefused;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.QueryParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who sends a request, by its access token (RFC 6750, and the parameters of Google's clients). Without an identity
 * provider nobody is asked. Thread-safe.
 */
public final class Authentication implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);

    /** Of which a token needs one, as the pages of the methods say. */
    private static final List<String> SCOPES = List.of(
            "https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/cloud-healthcare");

    private static final String REALM = "Bearer realm=\"dicom-caravan\"";
    private static final String EXPECTED =
            " Expected an OAuth 2 access token of the identity provider that this server trusts, as Authorization: Bearer.";
    private static final int SECONDS_AWAY = 5;

    /** Threads for tokens alone: while a provider hangs, all else goes on. */
    private static final int THREADS = 8;

    private static final int MOST_WAITING = 256;

    private final Optional<BearerTokens> tokens;
    private final ExecutorService workers = new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(MOST_WAITING), Authentication::thread);

    /** By the tokens of a provider; empty if there is none. */
    public Authentication(Optional<BearerTokens> tokens) {
        this.tokens = tokens;
    }

    /**
     * Finds out who it is; at once where the token is known, else the request is paused meanwhile.
     *
     * @return fails with an {@link ApiException} if that is nobody
     */
    Future<Bearer> bearer(RoutingContext visit) {
        if (tokens.isEmpty()) {
            return Future.succeededFuture(Bearer.of(Principal.ANYBODY, Set.copyOf(SCOPES)));
        }
        String token;
        try {
            token = token(visit);
        } catch (ApiException e) {
            return Future.failedFuture(e);
        }
        Optional<Bearer> known = tokens.get().known(token);
        return known.map(Future::succeededFuture).orElseGet(() -> checked(visit, token));
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "tokens");
        thread.setDaemon(true);
        return thread;
    }

    private Future<Bearer> checked(RoutingContext visit, String token) {
        CompletableFuture<Bearer> checked = new CompletableFuture<>();
        try {
            workers.execute(() -> {
                try {
                    checked.complete(tokens.get().check(token));
                } catch (TokenRefused | ProviderAway | RuntimeException e) {
                    checked.completeExceptionally(refusal(e));
                }
            });
        } catch (RejectedExecutionException full) {
            return Future.failedFuture(ApiException.later("Too many tokens are being checked; try again later."));
        }
        visit.request().pause();
        return Future.fromCompletionStage(checked, Vertx.currentContext());
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    /** Requires that a token is for this kind of work. */
    static void requireScope(Bearer bearer) throws ApiException {
        if (SCOPES.stream().noneMatch(bearer.scopes()::contains)) {
            throw ApiException.insufficientScope(
                    "Request had insufficient authentication scopes: expected " + String.join(" or ", SCOPES) + ".",
                    REALM + ", error=\"insufficient_scope\", scope=\"" + SCOPES.get(0) + "\"",
                    "ACCESS_TOKEN_SCOPE_INSUFFICIENT");
        }
    }

    private static ApiException refusal(Throwable failure) {
        if (failure instanceof TokenRefused refused) {
            return ApiException.unauthenticated(
                    "Request had invalid authentication credentials: " + refused.getMessage() + "." + EXPECTED,
                    REALM + ", error=\"invalid_token\", error_description=\""
                            + refused.getMessage().replace('"', '\'') + "\"",
                    "ACCESS_TOKEN_INVALID");
        }
        if (failure instanceof ProviderAway away) {
            LOG.warn("{}", away.getMessage());
        } else {
            LOG.error("An access token can't be checked", failure);
        }
        return ApiException.away(
                "Access tokens can't be checked at the moment; the server's log says why. Try again later.",
                SECONDS_AWAY);
    }

    /** The one token of a request. */
    private static String token(RoutingContext visit) throws ApiException {
        List<String> found = new ArrayList<>();
        for (String header : visit.request().headers().getAll("Authorization")) {
            String[] parts = header.strip().split("\\s+");
            if (parts.length != 2 || !parts[0].equalsIgnoreCase("Bearer")) {
                throw missing();
            }
            found.add(parts[1]);
        }
        String query = visit.request().query();
        found.addAll(QueryParameters.parse(query == null ? "" : query).tokens());
        if (found.isEmpty()) {
            throw missing();
        }
        if (found.size() > 1) {
            throw ApiException.invalid("The request has more than one access token: expected one, in one place.");
        }
        return found.get(0);
    }

    private static ApiException missing() {
        return ApiException.unauthenticated(
                "Request is missing required authentication credential." + EXPECTED, REALM, "CREDENTIALS_MISSING");
    }
}
