/** RLE Lossless (PS3.5 Annex G). */
package org.dicomcaravan.codec.rle;
