package org.dicomcaravan.codec.jpegsyntax;

/**
 * A component as the frame header describes it (ISO/IEC 10918-1 B.2.2).
 *
 * @param id its name in scan headers
 * @param across horizontal sampling factor
 * @param down vertical sampling factor
 * @param quantization the quantization table's place
 */
public record Component(int id, int across, int down, int quantization) {}
