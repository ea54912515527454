/**
 * Google's API, as far as this server has it, in v1, v1beta1 and v1alpha2.
 *
 * <p>{@link org.dicomcaravan.api.HealthcareApi} is the bean that the gateway route calls for every request. The
 * {@code MethodTable} has a row for each method: where it is, which permission it needs, which parameters it takes, and
 * who answers. Only what its URL, its method and its body say of a request counts: no header of a client is trusted, and
 * none comes back. How all of that is said in HTTP and JSON is in {@code wire}.
 */
package org.dicomcaravan.api;
