/**
 * Lossless JPEG (ISO/IEC 10918-1 Annex H, process 14): each sample as its difference from a prediction out of its
 * neighbours, the difference in a Huffman code.
 */
package org.dicomcaravan.codec.jpeglossless;
