/**
 * Objects in Cloud Storage: what Camel's {@code google-storage:} endpoint sends them with, and what becomes of those of a
 * batch that is not committed.
 */
package org.dicomcaravan.destination.google;
