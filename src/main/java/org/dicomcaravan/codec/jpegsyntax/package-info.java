/**
 * The syntax of JPEG codestreams (ISO/IEC 10918-1 Annexes B and C), which both kinds have, by cosine transform and lossless:
 * markers and segments, headers of frames and scans, lists of Huffman codes. What samples become of it is in the packages
 * {@code codec.jpeg} and {@code codec.jpeglossless}.
 */
package org.dicomcaravan.codec.jpegsyntax;
