package org.dicomcaravan.server;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Closes resources one after the other, also where one of them fails. */
final class Closing {

    private Closing() {}

    static void all(List<? extends Closeable> resources) throws IOException {
        Exception first = null;
        for (Closeable resource : resources) {
            try {
                resource.close();
            } catch (IOException | RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first instanceof IOException failure) {
            throw failure;
        }
        if (first != null) {
            throw (RuntimeException) first;
        }
    }
}
