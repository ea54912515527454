/**
 * JPEG 2000 (ISO/IEC 15444-1, the same text as ITU-T T.800) and High-Throughput JPEG 2000 (ISO/IEC 15444-15, ITU-T T.814), both
 * ways. Comments name their clauses and tables.
 *
 * <p>From the bytes to the samples a codestream goes through {@code CodestreamReader}, {@code TilePackets}, {@code BlockTasks} with
 * {@code MqBlockDecoder} and {@code HtBlockDecoder}, {@code InverseDwt53} or {@code InverseDwt97}, and {@code FrameWords}.
 * {@link org.dicomcaravan.codec.jpeg2000.Jpeg2000Image} is the door for those who have a codestream and no DICOM.
 *
 * <p>From the samples to the bytes, in one quality layer, a frame goes through {@code SampleReader}; without loss through
 * {@code ReversiblePlanes} and {@code Dwt53}, with loss through {@code IrreversiblePlanes} and {@code Dwt97}; then through
 * {@code CodeBlockEncoder}, {@code QuantizedBlockEncoder} with {@code RateControl}, or {@code HtBlockEncoder}, with {@code
 * StepSearch} for a size; and through {@code PacketWriter} and {@code CodestreamWriter}.
 */
package org.dicomcaravan.codec.jpeg2000;
