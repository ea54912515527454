/**
 * The HTTP servers: that of the API, and that of health and metrics. They are Camel's, over Vert.x; what is here stands
 * before them. {@link org.dicomcaravan.server.http.Door} says who is let in.
 */
package org.dicomcaravan.server.http;
