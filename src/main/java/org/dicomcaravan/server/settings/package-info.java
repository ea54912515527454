/** What a site can set: one list, from which values are checked, names that are none are found, and the reference is made. */
package org.dicomcaravan.server.settings;
