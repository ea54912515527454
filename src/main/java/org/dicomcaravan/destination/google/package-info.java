/**
 * Cloud Storage: the client that Camel's {@code google-storage:} endpoint uploads with, and what it leaves to be done at
 * the end of a batch.
 */
package org.dicomcaravan.destination.google;
