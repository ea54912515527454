/** Where a site adds routes of its own to the pipeline: the component {@code site:}. */
package org.dicomcaravan.server.site;
