package org.dicomcaravan.api.wire;

/**
 * One thing wrong with a request, as in google.rpc.BadRequest.
 *
 * @param field path of the field, {@code gcs_destination.uri_prefix}; empty if it is the request as a whole
 * @param description what is wrong, for the caller
 */
public record FieldViolation(String field, String description) {}
