package org.dicomcaravan.server.http;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * Finds out who sends a request, by its access token (RFC 6750, and the parameters of Google's clients), before anything of
 * its body is read. Without an identity provider nobody is asked. Thread-safe.
 */
public final class Authentication {

    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);

    private static final String PLATFORM = "https://www.googleapis.com/auth/cloud-platform";
    private static final String HEALTHCARE = "https://www.googleapis.com/auth/cloud-healthcare";
    /** Of which a token needs one, as the pages of the methods say. */
    private static final Set<String> SCOPES = Set.of(PLATFORM, HEALTHCARE);

    private static final String REALM = "Bearer realm=\"dicom-caravan\"";
    private static final String EXPECTED =
            " Expected an OAuth 2 access token of the identity provider that this server trusts, as Authorization: Bearer.";
    private static final int SECONDS_AWAY = 5;

    private final Optional<BearerTokens> tokens;

    /** By the tokens of a provider; empty if there is none. */
    public Authentication(Optional<BearerTokens> tokens) {
        this.tokens = tokens;
    }

    /** Who is told who it is, or why nobody is let in. */
    interface Reply {
        /** Who it is, of whom it is not said yet that he is let in. */
        void known(Principal principal);

        /** He is let in. */
        void accepted() throws ApiException;

        void refused(ApiException error);
    }

    /** Finds out; the reply comes on the request's event loop, at once where the token is known. */
    void identify(RoutingContext visit, Reply reply) {
        if (tokens.isEmpty()) {
            reply.known(Principal.ANYBODY);
            accept(reply);
            return;
        }
        String token;
        try {
            token = token(visit);
        } catch (ApiException e) {
            reply.refused(e);
            return;
        }
        Optional<Bearer> known = tokens.get().known(token);
        if (known.isPresent()) {
            judge(reply, known.get());
            return;
        }
        visit.request().pause();
        visit.vertx()
                .<Bearer>executeBlocking(() -> tokens.get().check(token), false)
                .onSuccess(bearer -> judge(reply, bearer))
                .onFailure(failure -> reply.refused(refusal(failure)));
    }

    private static void judge(Reply reply, Bearer bearer) {
        reply.known(bearer.principal());
        if (Collections.disjoint(bearer.scopes(), SCOPES)) {
            reply.refused(ApiException.insufficientScope(
                    "Request had insufficient authentication scopes: expected " + PLATFORM + " or " + HEALTHCARE + ".",
                    REALM + ", error=\"insufficient_scope\", scope=\"" + PLATFORM + "\"",
                    "ACCESS_TOKEN_SCOPE_INSUFFICIENT"));
        } else {
            accept(reply);
        }
    }

    private static void accept(Reply reply) {
        try {
            reply.accepted();
        } catch (ApiException e) {
            reply.refused(e);
        }
    }

    private static ApiException refusal(Throwable failure) {
        if (failure instanceof TokenRefused refused) {
            return ApiException.unauthenticated(
                    "Request had invalid authentication credentials: " + refused.getMessage() + "." + EXPECTED,
                    REALM + ", error=\"invalid_token\", error_description=\"" + refused.getMessage().replace('"', '\'')
                            + "\"",
                    "ACCESS_TOKEN_INVALID");
        }
        if (failure instanceof ProviderAway away) {
            LOG.warn("{}", away.getMessage());
            return ApiException.away(
                    "Access tokens can't be checked at the moment: the identity provider can't be asked. Try again later.",
                    SECONDS_AWAY);
        }
        LOG.error("An access token can't be checked", failure);
        return ApiException.away("Access tokens can't be checked at the moment. Try again later.", SECONDS_AWAY);
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
