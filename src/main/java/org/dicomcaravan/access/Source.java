package org.dicomcaravan.access;

/**
 * Who called, and from where, as it is written down. Immutable.
 *
 * @param principal such as {@code user:ada@clinic.example}
 * @param address of the other end of the connection, which may be that of a proxy
 * @param request id of the request, which its answer has, too
 */
public record Source(String principal, String address, String request) {

    /** Where nothing was written down. */
    public static final Source UNKNOWN = new Source(Principal.UNKNOWN.toString(), "", "");
}
