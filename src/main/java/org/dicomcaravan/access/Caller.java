package org.dicomcaravan.access;

import java.util.function.Consumer;

/**
 * Who sent a request, and from where. Immutable.
 *
 * @param principal who it is
 * @param address of the other end of its connection, which may be that of a proxy
 * @param request id of the request
 * @param destination is told where an export is to go, for the audit log
 */
public record Caller(Principal principal, String address, String request, Consumer<String> destination) {

    /** What is written down of it. */
    public Source source() {
        return new Source(principal.toString(), address, request);
    }
}
