/** Frames stored as samples between the delimiters of codestreams: as they are, or deflated. */
package org.dicomcaravan.codec.plain;
