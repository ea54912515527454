package org.dicomcaravan.server.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names that a server goes by. A page of any site can give a name of its own the address of this machine, and then
 * call the server by that name, with all the rights of the page's site (DNS rebinding): so the Host of a request has to
 * be one of these. Immutable and thread-safe.
 */
final class OwnNames {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final Pattern PORT = Pattern.compile(":\\d*$");

    private final String bound;
    private final boolean onLoopback;
    private final Optional<URI> publicUrl;

    private OwnNames(String bound, boolean onLoopback, Optional<URI> publicUrl) {
        this.bound = bound;
        this.onLoopback = onLoopback;
        this.publicUrl = publicUrl;
    }

    /**
     * Of a server.
     *
     * @param bound the host that it listens on
     * @param publicUrl the URL that clients know it by, such as that of a proxy before it
     */
    static OwnNames of(String bound, Optional<URI> publicUrl) {
        boolean loopback;
        try {
            loopback = InetAddress.getByName(bound).isLoopbackAddress();
        } catch (UnknownHostException e) {
            loopback = false; // nothing will listen there
        }
        return new OwnNames(bound.toLowerCase(Locale.ROOT), loopback, publicUrl);
    }

    /**
     * Whether a request may be for this server. One on the loopback interface is called by its names and addresses, or by
     * its public name. Another one that has a public name is also called by any address, which no name server hands out;
     * one without can't know its names, and answers to all.
     *
     * @param host the Host header, with or without a port
     */
    boolean knows(String host) {
        String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
        if (LOOPBACK.matcher(name).matches()
                || publicUrl.filter(url -> name.equalsIgnoreCase(url.getHost())).isPresent()) {
            return true;
        }
        return !onLoopback
                && (publicUrl.isEmpty()
                        || name.equals(bound)
                        || ADDRESS.matcher(name).matches());
    }

    /**
     * Whether a page of this server itself sent a request.
     *
     * @param origin the Origin header
     * @param called the origin that it was sent to: how it came, and the Host header, which is known
     */
    boolean isOwnOrigin(String origin, String called) {
        return origin.equalsIgnoreCase(called)
                || publicUrl
                        .filter(url -> origin.equalsIgnoreCase(url.getScheme() + "://" + url.getAuthority()))
                        .isPresent();
    }
}
