/**
 * Where exports land, as routes and exports see it: the names and headers of objects, the buckets of a backend, the end
 * of a batch in them, and the error of a destination. Behind it are two backends, {@code folder} and {@code google}, that
 * know nothing of each other. Both take the same message headers, answer with the same errors, and make an object appear
 * whole and checksum-verified or not at all.
 */
package org.dicomcaravan.destination;
