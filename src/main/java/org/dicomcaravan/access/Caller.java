package org.dicomcaravan.access;

/**
 * Who sent a request, and from where. Immutable.
 *
 * @param principal who it is
 * @param address of the other end of its connection, which may be that of a proxy
 * @param request id of the request, which its answer and its line in the audit log have, too
 */
public record Caller(Principal principal, String address, String request) {

    /** Who is the server itself. */
    public static Caller local() {
        return new Caller(Principal.ANYBODY, "", "");
    }
}
