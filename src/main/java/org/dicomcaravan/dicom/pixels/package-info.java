/** Where the frames of an instance are, and what its data set says of them; decoding them is for codecs. */
package org.dicomcaravan.dicom.pixels;
