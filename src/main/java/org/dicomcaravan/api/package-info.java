/**
 * Google's wire contract: paths, JSON, errors, paging, for v1, v1beta1 and v1alpha2.
 *
 * <p>{@link org.dicomcaravan.api.HealthcareApi} is the bean that the gateway route calls for every request;
 * {@link org.dicomcaravan.api.HttpErrors} answers in the same JSON what never reaches a route. A request becomes a
 * {@code Call} in the {@code RequestLine}, and only what its URL, its method and its body say counts: no header of a
 * client is trusted, and none comes back.
 */
package org.dicomcaravan.api;
