/**
 * Where exports land: the object sink with an embedded backend, folders, and a Google one, Cloud Storage. Both take the
 * same message headers, answer with the same errors, and make an object appear whole and checksum-verified or not at
 * all.
 */
package org.dicomcaravan.destination;
