/**
 * JPEG 2000 (ISO/IEC 15444-1, the same text as ITU-T T.800), written without loss: the reversible 5/3 wavelet, the
 * reversible colour transform, one quality layer. From the samples to the bytes a frame goes through
 * {@code SampleReader}, {@code Dwt53}, {@code CodeBlockEncoder} over {@code MqEncoder}, {@code PacketWriter} and
 * {@code CodestreamWriter}. Comments name the standard's clauses and tables.
 */
package org.dicomcaravan.codec.jpeg2000;
