/** What an instance becomes: media types, formats, outputs and their contents. */
package org.dicomcaravan.transcode;
