/**
 * JPEG with cosine transform (ISO/IEC 10918-1): codestreams taken apart, decoded and written, and which colours they
 * have.
 */
package org.dicomcaravan.codec.jpeg;
