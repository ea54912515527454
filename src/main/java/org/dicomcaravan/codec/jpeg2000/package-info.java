/**
 * JPEG 2000 (ISO/IEC 15444-1, the same text as ITU-T T.800), written in one quality layer. From the samples to the bytes a frame
 * goes through {@code SampleReader}; without loss through {@code ReversiblePlanes}, {@code Dwt53} and {@code CodeBlockEncoder},
 * with loss through {@code IrreversiblePlanes}, {@code Dwt97}, {@code QuantizedBlockEncoder} and {@code RateControl}; then
 * through {@code PacketWriter} and {@code CodestreamWriter}. Both code-block encoders have {@code CodingPasses} over
 * {@code MqEncoder}. Comments name the standard's clauses and tables.
 */
package org.dicomcaravan.codec.jpeg2000;
