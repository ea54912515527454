/**
 * What asks the transcoders, and what they are asked under: {@link org.dicomcaravan.transcode.guard.TranscoderChain} is
 * the server's; a plugin never names anything in here.
 *
 * <p>A guard costs other people's code no more than an exception: threads of its own, limits, checks of what comes out.
 */
package org.dicomcaravan.transcode.guard;
