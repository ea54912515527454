package org.dicomcaravan.cli;

import java.io.IOException;
import java.net.URI;

/** Some other program answers at the address that was given. */
final class Stranger extends IOException {
    private static final long serialVersionUID = 1L;

    Stranger(URI server, String sign) {
        super("what answers at " + server + " is no DICOM Caravan: " + sign + "; name another with --server");
    }
}
