package org.dicomcaravan.server.http;

import java.time.Duration;

/**
 * What the connections of an HTTP server may cost.
 *
 * @param idle a connection over which nothing goes for so long is closed
 * @param head so long the head of a request may take from its first byte on, and so long a TLS handshake
 * @param most connections that are open at the same time
 */
public record ConnectionLimits(Duration idle, Duration head, int most) {}
