/**
 * JPEG-LS (ISO/IEC 14495-1, ITU-T T.87), lossless and near-lossless, decoded and encoded. Clauses in the Javadoc of this
 * package are those of T.87; names of variables there ({@code RANGE}, {@code LIMIT}, {@code Nn} …) are quoted.
 */
package org.dicomcaravan.codec.jpegls;
