package org.dicomcaravan.access.token;

import java.util.regex.Pattern;

/**
 * Tells whether a program signed in for itself (client credentials, RFC 6749, 4.4). There is no claim for it that all
 * providers have.
 */
final class Programs {

    private static final Pattern KEYCLOAK_ID = Pattern.compile("[a-z]{6}:.*");

    private Programs() {}

    static boolean isOne(Claims claims) {
        String client = claims.text("client_id").isEmpty() ? claims.text("azp") : claims.text("client_id");
        boolean isAuth0 = claims.text("gty").equals("client-credentials");
        boolean isEntra = claims.text("idtyp").equals("app");
        boolean isGoogle = claims.text("email").endsWith(".gserviceaccount.com");
        boolean isItsClient = !client.isEmpty() && claims.text("sub").equals(client);
        return isAuth0 || isEntra || isGoogle || isItsClient || isKeycloak(claims, client);
    }

    /**
     * Keycloak writes the grant into a token's id ({@code trrtcc:…}); before it did, only tokens of a user's session named
     * that session. Its access tokens say of themselves that they are of type Bearer.
     */
    private static boolean isKeycloak(Claims claims, String client) {
        if (!client.isEmpty() && claims.text("preferred_username").equals("service-account-" + client)) {
            return true;
        }
        String id = claims.text("jti");
        boolean namesGrant = KEYCLOAK_ID.matcher(id).matches();
        return claims.text("typ").equals("Bearer")
                && (namesGrant
                        ? id.startsWith("cc:", 4)
                        : claims.text("sid").isEmpty()
                                && claims.text("session_state").isEmpty());
    }
}
