/**
 * The server: reads the configuration, makes the beans that the routes name, and starts Camel with the routes of a
 * folder.
 */
package org.dicomcaravan.server;
