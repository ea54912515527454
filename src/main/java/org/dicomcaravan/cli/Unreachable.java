package org.dicomcaravan.cli;

import java.io.IOException;
import java.net.URI;

/** No server answered at the address that was given. */
final class Unreachable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreachable(URI server, IOException cause) {
        super(
                "no server answers at " + server + "; start one with `caravan serve`, or name another with --server",
                cause);
    }
}
