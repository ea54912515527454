/**
 * Bytes and where they are: sources that can be read at any place, streams, and bounded space for what does not stay in
 * memory. Knows nothing of ours.
 */
package org.dicomcaravan.io;
