/** The routes that a server runs: those of this version, those that a site adds or replaces, and what is wrong with them. */
package org.dicomcaravan.server.routes;
