/** Rendered frames as files: PNG and baseline JPEG. Knows {@code render} and the JDK. */
package org.dicomcaravan.render.picture;
