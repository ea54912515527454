/** Files as they are written: an object in another transfer syntax, or a data set made from scratch. As streams. */
package org.dicomcaravan.dicom.writing;
