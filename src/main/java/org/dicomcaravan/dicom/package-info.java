/**
 * DICOM Part 10 files, read lazily and written as streams (PS3.5, PS3.6, PS3.10).
 *
 * <p>Nothing here needs a whole object in memory: a data set is the headers of its elements and where their values
 * are; a sequence is the offsets of its items; pixel data is where its frames are. Knows nothing of the rest of the
 * program.
 */
package org.dicomcaravan.dicom;
