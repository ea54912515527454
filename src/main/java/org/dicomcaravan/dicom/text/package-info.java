/** What the bytes of a text value mean (PS3.5 6.1, 6.2). */
package org.dicomcaravan.dicom.text;
