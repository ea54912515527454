/**
 * What an instance becomes: all that a plugin may use, and nothing else. It implements
 * {@link org.dicomcaravan.transcode.Transcoder}; the rest is what it is given and what it gives.
 * {@link org.dicomcaravan.transcode.PngWatermark} is a bean for routes.
 *
 * <p>{@code guard} asks the transcoders, in their order and within limits; {@code builtin} has those that come with the
 * program.
 */
package org.dicomcaravan.transcode;
