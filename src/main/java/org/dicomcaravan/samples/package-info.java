/** The sample store: about forty drawn instances of many kinds, the same bytes on every machine. */
package org.dicomcaravan.samples;
