/**
 * A file as it is read: nothing here needs a whole object in memory. A data set is the headers of its elements and
 * where their values are; a sequence is the offsets of its items.
 */
package org.dicomcaravan.dicom.reading;
