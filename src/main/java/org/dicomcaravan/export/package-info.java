/**
 * The use case: an export is requested, planned into batches, carried out and finished.
 *
 * <p>Knows {@code operation}, {@code destination}, {@code store} and {@code transcode}; nothing of HTTP.
 */
package org.dicomcaravan.export;
