/**
 * DICOM Part 10 files, read lazily and written as streams (PS3.5, PS3.6, PS3.10). Knows nothing of the rest of the
 * program.
 *
 * <p>Here are the words that all rooms know: tags, value representations, the dictionary, transfer syntaxes, UIDs. An
 * instance comes in through {@link org.dicomcaravan.dicom.reading}, which finds where its elements are; its texts are
 * decoded in {@link org.dicomcaravan.dicom.text}, its frames are found in {@link org.dicomcaravan.dicom.pixels}, and it
 * goes out through {@link org.dicomcaravan.dicom.writing}.
 */
package org.dicomcaravan.dicom;
