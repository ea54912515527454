/**
 * The embedded backend: a bucket is a folder. {@code bucket:NAME} stages an object beside its bucket; at the end of its
 * batch it is forced to disk, recorded, and renamed into place.
 */
package org.dicomcaravan.destination.folder;
