package org.dicomcaravan.api;

import java.io.IOException;
import java.util.Set;
import org.dicomcaravan.api.wire.Answer;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.PathTemplate;

/**
 * A method of the API: a row of the {@link MethodTable}.
 *
 * @param name of its service and itself, such as {@code dicomStores.export}
 * @param verb the HTTP method; {@code GET} is {@code HEAD}, too
 * @param path where it is
 * @param permission that Google asks of the caller, on the resource that the path names; empty for none
 * @param handler what it does
 * @param parameters lowerCamel names of its own query parameters, beside the standard ones
 */
record ApiMethod(
        String name, String verb, PathTemplate path, String permission, Handler handler, Set<String> parameters) {

    /** What a method does. Thread-safe. */
    @FunctionalInterface
    interface Handler {
        /**
         * Answers a call on a resource that exists.
         *
         * @throws ApiException if the call is refused
         * @throws IOException if its body can't be read
         */
        Answer answer(ApiCall call) throws ApiException, IOException;
    }

    static ApiMethod get(String name, String path, String permission, Handler handler, String... parameters) {
        return new ApiMethod(name, "GET", PathTemplate.of(path), permission, handler, Set.of(parameters));
    }

    static ApiMethod post(String name, String path, String permission, Handler handler) {
        return new ApiMethod(name, "POST", PathTemplate.of(path), permission, handler, Set.of());
    }

    /** The verbs for an Allow header. */
    String allow() {
        return verb.equals("GET") ? "GET, HEAD" : verb;
    }
}
